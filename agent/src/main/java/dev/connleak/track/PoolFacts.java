package dev.connleak.track;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pool at the moment of a snapshot. */
public final class PoolFacts {
    public final long id;
    public final int client;
    public final long openedNanos;
    /** Number of the stack that made it, or -1. */
    public final int stack;

    /** Threads that wait for a connection of it, the longest waiting first. */
    public final List<WaitFacts> waits;
    /** How long callers waited while all its connections were taken, in all; null where it has no limit. */
    public final @Nullable Long saturatedNanos;

    /** Callers that wait, as the pool itself counts them; 0 where it was not asked. */
    private final int ownWaiting;

    public final boolean closed;
    /** Nobody can use it any more; a connection or an exchange of it is left. */
    public final boolean collected;
    /** Leases of connections that are closed by now. */
    public final int pastUses;
    /** When the last of those ended; 0 where there was none. */
    public final long pastUseNanos;
    /** A thread of its own runs. */
    public final boolean hasThread;
    /** Without a close by the application its connections and threads end sooner or later. */
    public final boolean endsByItself;
    /** Not the JVM's one cache. */
    public final boolean made;

    public final Inspector.PoolLimits limits;

    PoolFacts(Pool from, List<WaitFacts> waits, Inspector inspector) {
        Object key = from.get();
        id = from.id;
        client = from.client;
        openedNanos = from.openedNanos;
        stack = from.trace.stack();
        this.waits = Collections.unmodifiableList(waits);
        ownWaiting = from.ownWaiting;
        closed = from.closed;
        collected = key == null;
        pastUses = from.pastUses.get();
        pastUseNanos = from.pastUseNanos;
        hasThread = key != null && inspector.hasThread(client, key);
        endsByItself = inspector.endsByItself(client);
        made = inspector.makesPools(client);
        limits = key == null ? Inspector.PoolLimits.UNKNOWN : inspector.limits(client, key);
        saturatedNanos = limits.connections() == Integer.MAX_VALUE ? null : (Long) from.saturatedNanos;
    }

    /** How many callers wait; those that waited before the agent came are known where the pool itself counts. */
    public int waiting() {
        return Math.max(waits.size(), ownWaiting);
    }
}
