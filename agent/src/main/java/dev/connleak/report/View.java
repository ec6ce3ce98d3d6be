package dev.connleak.report;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** What every part of one report looks at: the snapshot, the names of the clients, the two clocks, the shared tables. */
final class View {
    final Snapshot snapshot;
    final Assembly.Client[] clients;
    final UrlTemplate urls;
    final Tables tables;

    /** By number of the stack that connects sockets of no known client: the id of the first of them. */
    private final Map<Integer, Long> openers = new HashMap<>();

    private final long nowEpochMillis;
    private final long startNanos;

    View(Snapshot snapshot, Assembly.Client[] clients, UrlTemplate urls, long nowEpochMillis, long startNanos) {
        this.snapshot = snapshot;
        this.clients = clients;
        this.urls = urls;
        this.tables = new Tables(snapshot.stacks);
        this.nowEpochMillis = nowEpochMillis;
        this.startNanos = startNanos;
        for (ConnectionFacts connection : snapshot.connections) {
            if (connection.opener >= 0) {
                openers.putIfAbsent(connection.opener, connection.id);
            }
        }
    }

    /** Number of a connection's pool, or 0. Sockets of no known client are told as one pool for each place. */
    long pool(ConnectionFacts connection) {
        return connection.opener >= 0 ? openers.getOrDefault(connection.opener, 0L) : connection.pool;
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
