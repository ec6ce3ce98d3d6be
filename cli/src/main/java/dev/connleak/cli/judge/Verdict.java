package dev.connleak.cli.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gate makes of the reports it read.
 *
 * @param causes worst first
 * @param unfinished a line for each JVM that began and never finished its report
 * @param blind why connleak could not look
 * @param unusable why files could not be read
 * @param notes what should be looked at and fails nothing
 */
public record Verdict(
        int reports,
        int jvms,
        long exchanges,
        Set<String> clients,
        @Nullable Span span,
        List<Judged> causes,
        List<Unseen> unseen,
        List<String> unfinished,
        List<String> blind,
        List<String> unusable,
        List<String> notes,
        int maxNew) {

    /** The causes that fail the gate, unless there are few enough of them. */
    public List<Judged> failing() {
        return causes.stream().filter(Judged::fails).toList();
    }

    public long count(Standing standing) {
        return causes.stream().filter(cause -> cause.standing() == standing).count();
    }

    public boolean found() {
        return failing().size() > maxNew;
    }

    /** Whether everything that was asked for could be looked at. */
    public boolean looked() {
        return unusable.isEmpty() && blind.isEmpty();
    }

    /** Why it could not, a sentence each. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        unusable.forEach(text -> complaints.add("Can't use: " + text));
        blind.forEach(text -> complaints.add("Could not look: " + text));
        return complaints;
    }
}
