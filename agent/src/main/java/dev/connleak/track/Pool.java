package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection pool: who made it, and what is left of the connections that it has lost. */
final class Pool extends Entry {
    final long id;
    final int client;
    final long openedNanos;
    final Trace trace;
    /** Leases of connections that are closed by now. */
    final AtomicInteger pastUses = new AtomicInteger();

    /** Was there before the agent. */
    final boolean adopted;

    volatile boolean closed;
    /** When the last lease of such a connection ended; 0 while there was none. */
    volatile long pastUseNanos;

    // Written by the sweeper.
    volatile long saturatedNanos;
    /** It has been there for so long that somebody should look. */
    boolean aged;

    // Written by the sweeper, for an adopted one.
    volatile boolean listed;
    /** Callers that wait, as the pool itself counts them. */
    volatile int ownWaiting;

    Pool(Object key, ReferenceQueue<Object> cleared, long id, int client, long now, Trace trace, boolean adopted) {
        super(key, cleared);
        this.id = id;
        this.client = client;
        this.openedNanos = now;
        this.trace = trace;
        this.adopted = adopted;
    }

    /** A connection of it is closed. */
    @HotPath
    void left(Connection connection) {
        pastUses.addAndGet(connection.uses.get());
        pastUseNanos = connection.idleNanos;
    }
}
