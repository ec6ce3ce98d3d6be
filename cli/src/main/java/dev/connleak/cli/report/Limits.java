package dev.connleak.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent did not keep. */
public record Limits(
        @Nullable String level,
        @Nullable Long capacity,
        @Nullable Long dropped,
        List<Truncated> truncated) {

    public Limits {
        truncated = Absent.asEmpty(truncated);
    }
}
