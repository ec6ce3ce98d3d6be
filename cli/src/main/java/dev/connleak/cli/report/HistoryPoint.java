package dev.connleak.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How full the pools and how many the open causes were at one moment, in milliseconds since the agent's start. */
public record HistoryPoint(@Nullable Long atMillis, List<PoolLoad> pools, List<OpenCause> causes) {

    public HistoryPoint {
        pools = Absent.asEmpty(pools);
        causes = Absent.asEmpty(causes);
    }

    /** The use of one pool. */
    public record PoolLoad(
            @Nullable String pool,
            @Nullable Long leased,
            @Nullable Long idle,
            @Nullable Long waiting) {}

    /** How many of one cause were open. */
    public record OpenCause(
            @Nullable String fingerprint, @Nullable Long open) {}
}
