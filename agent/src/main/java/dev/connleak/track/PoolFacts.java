package dev.connleak.track;

/** One pool at the moment of a snapshot. */
public final class PoolFacts {
    public final long id;
    public final int client;
    public final long openedNanos;
    /** Number of the stack that made it, or -1. */
    public final int stack;

    public final int waiting;
    public final boolean closed;
    public final Inspector.PoolLimits limits;

    PoolFacts(Pool from, Inspector.PoolLimits limits) {
        id = from.id;
        client = from.client;
        openedNanos = from.openedNanos;
        stack = from.trace.stack();
        waiting = from.waiting.get();
        closed = from.closed;
        this.limits = limits;
    }
}
