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
    /** The call that this one is a part of, or null. */
    final @Nullable Call whole;

    final long calledNanos;
    /** Rendered by the sweeper within its second visit, then null. */
    volatile @Nullable Object request;

    volatile @Nullable Connection connection;
    volatile @Nullable Exchange exchange;
    /** The response was given to whoever called: the application, or the client itself for a part of a {@link #whole}. */
    volatile boolean handedOut;
    /** The client has taken the response for itself: another call may inherit from this one, even when it is over. */
    volatile boolean continued;

    Call(Object key, ReferenceQueue<Object> cleared, int client, long now, Trace trace, Worker worker) {
        super(key, cleared);
        this.client = client;
        this.calledNanos = now;
        this.trace = trace;
        this.worker = worker;
        this.whole = null;
    }

    /** One of the calls that a client makes for a single one of the application. */
    Call(Object key, ReferenceQueue<Object> cleared, Call whole, long now) {
        super(key, cleared);
        this.client = whole.client;
        this.calledNanos = now;
        this.trace = whole.trace;
        this.worker = whole.worker;
        this.whole = whole;
    }

    /** Whether the application has the response; what is closed before that, the client closes. */
    boolean handedOut() {
        return whole == null ? handedOut : whole.handedOut;
    }
}
