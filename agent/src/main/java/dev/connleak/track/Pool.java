package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection pool: who made it and how many callers wait on it. */
final class Pool extends Entry {
    final long id;
    final int client;
    final long openedNanos;
    final Trace trace;
    final AtomicInteger waiting = new AtomicInteger();
    volatile boolean closed;

    Pool(Object key, ReferenceQueue<Object> cleared, long id, int client, long now, Trace trace) {
        super(key, cleared);
        this.id = id;
        this.client = client;
        this.openedNanos = now;
        this.trace = trace;
    }
}
