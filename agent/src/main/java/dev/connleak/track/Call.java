package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The application's entry into a client, where that has an object of its own: the stack and the thread that the lease
 * and the body inherit, however many threads later they appear.
 */
final class Call extends Entry {
    final int client;
    final Trace trace;
    final Worker worker;
    final long calledNanos;
    /** Rendered by the sweeper within its second visit, then null. */
    volatile @Nullable Object request;

    volatile @Nullable Connection connection;
    volatile @Nullable Exchange exchange;
    /** The response was given to the application; what is closed before that, the client closed. */
    volatile boolean handedOut;

    Call(Object key, ReferenceQueue<Object> cleared, int client, long now, Trace trace, Worker worker) {
        super(key, cleared);
        this.client = client;
        this.calledNanos = now;
        this.trace = trace;
        this.worker = worker;
    }
}
