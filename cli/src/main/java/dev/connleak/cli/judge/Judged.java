package dev.connleak.cli.judge;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.report.Finding;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause and what it counts for.
 *
 * @param why the reason of the suppression or the note of the baseline, if there is one
 */
public record Judged(
        Cause cause, Standing standing, @Nullable String why) {

    public Finding finding() {
        return cause.finding();
    }

    public boolean fails() {
        return standing == Standing.NEW;
    }

    /** {@code Orders.poll}; null where no application code is on the stack. */
    public @Nullable String where() {
        return KnownCause.where(finding().site());
    }

    /** The frames of the stack that was seen most, innermost first; none where no stack is known. */
    public List<String> stack() {
        return cause.pathKnown() ? cause.evidence().stacks().get(0).frames() : List.of();
    }

    /** The reports that show it. */
    public List<Path> files() {
        return cause.files();
    }
}
