package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** A pool of connections and its use at the time of the report. */
public record Pool(
        @Nullable String id,
        @Nullable String client,
        @Nullable String createdAt,
        @Nullable Integer stack,
        @Nullable String keepAlive,
        @Nullable Long max,
        @Nullable Long maxPerRoute,
        @Nullable Long leased,
        @Nullable Long idle,
        @Nullable Long waiting,
        @Nullable Long saturatedMillis,
        @Nullable Boolean closed) {

    /** What stands in the way of others: leased connections and waiting callers. */
    public long busy() {
        return (leased == null ? 0 : leased) + (waiting == null ? 0 : waiting);
    }
}
