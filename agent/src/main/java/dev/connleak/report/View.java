package dev.connleak.report;

import dev.connleak.track.Snapshot;

/** What every part of one report looks at: the snapshot, the names of the clients, the two clocks, the shared tables. */
final class View {
    final Snapshot snapshot;
    final Assembly.Client[] clients;
    final UrlTemplate urls;
    final Tables tables;

    private final long nowEpochMillis;
    private final long startNanos;

    View(Snapshot snapshot, Assembly.Client[] clients, UrlTemplate urls, long nowEpochMillis, long startNanos) {
        this.snapshot = snapshot;
        this.clients = clients;
        this.urls = urls;
        this.tables = new Tables(snapshot.stacks);
        this.nowEpochMillis = nowEpochMillis;
        this.startNanos = startNanos;
    }

    /** A moment of the ledger's clock on both of the report's. */
    Moment moment(long nanos) {
        long agoMillis = (snapshot.atNanos - nanos) / 1_000_000;
        return new Moment(nowEpochMillis - agoMillis, (nanos - startNanos) / 1_000_000);
    }

    long ageMillis(long nanos) {
        return (snapshot.atNanos - nanos) / 1_000_000;
    }
}
