package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response on a leased connection, and the fate of the body. It has two ends, the body's and the
 * lease's, and five things happen to them: the application's end of file, the transport's, entry to close, return from
 * close, and the end of the lease. All are bits that are set once, by whichever thread gets there; every verdict hangs on
 * the lease.
 *
 * <p>{@link #request} and {@link #response} are the client's own objects, held for at most two of the sweeper's visits
 * (about a second) so that nothing has to be turned into text on the application's thread. A response may reach the
 * application's handle: until it is rendered the handle cannot be collected, which delays a proof, never prevents it.
 */
final class Exchange extends Entry {
    static final int HEAD = 1;
    static final int BODY = 1 << 1;
    static final int USER_EOF = 1 << 2;
    static final int TRANSPORT_EOF = 1 << 3;
    static final int CLOSE_ENTERED = 1 << 4;
    static final int CLOSE_LEFT = 1 << 5;
    static final int ABANDONED = 1 << 6;
    static final int LEASE_ENDED = 1 << 7;
    /** The lease ended by closing the connection instead of keeping it. */
    static final int DESTROYED = 1 << 8;
    /** The lease ended by a finalizer, a cleaner or a pool's clean-up. */
    static final int RESCUED = 1 << 9;

    static final int NOT_KEPT_ALIVE = 1 << 10;
    static final int FAILED = 1 << 11;
    static final int CANCELLED = 1 << 12;
    static final int SUBSCRIBED = 1 << 13;
    static final int EVENT_STREAM = 1 << 14;
    /** On a connection that had been used before. */
    static final int REUSED = 1 << 15;
    /** Closed by the client itself, before the application had the response. */
    static final int CLOSED_BY_CLIENT = 1 << 16;
    /** The application's handle was collected. Abandoned is only what was then leased and not closed. */
    static final int HANDLE_GONE = 1 << 17;
    /** Its client uses the key for another attempt: nothing more will be heard of this one. */
    static final int SUPERSEDED = 1 << 18;
    /** The application dropped it before its request was finished. */
    static final int UNFINISHED = 1 << 19;
    /** A lease that the application took from the pool by itself, and of which it has the key: no client tells of it. */
    static final int BARE = 1 << 20;

    private static final AtomicIntegerFieldUpdater<Exchange> BITS =
            AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "bits");

    final long id;
    final int client;
    final long startedNanos;
    final Trace trace;
    final Worker worker;
    final @Nullable Call call;

    private volatile int bits;
    volatile @Nullable Connection connection;
    volatile @Nullable Pool pool;
    volatile @Nullable Handle handle;
    volatile @Nullable Object request;
    volatile @Nullable Object response;
    volatile long bodyNanos;
    volatile long endedNanos;
    volatile long closeEnteredNanos;
    volatile @Nullable Worker lastTouch;
    volatile long lastTouchNanos;

    /** What the progress of the request's body, and then of the response's, can be read off; never reaches the handle. */
    volatile @Nullable WeakReference<Object> sample;

    // Written by the sweeper.
    final Description description = new Description();
    long progress;
    volatile boolean progressKnown;
    /** Of the body, by the application; -1 while that is not known. */
    volatile long bytesRead = -1;

    volatile long progressNanos;
    volatile long sampledNanos;
    long nextSampleNanos;
    /** When it first looked held; 0 while it never did. */
    volatile long suspectedNanos;
    /** At the last look the request, or the bare lease, waited for the application. */
    volatile boolean waits;
    /** It had looked as if the application would do nothing more with it. */
    boolean waitSuspected;

    /** Link of the ended exchanges that wait for the sweeper; see {@link Endings}. */
    @Nullable
    Exchange nextEnded;

    Exchange(
            Object key,
            ReferenceQueue<Object> cleared,
            long id,
            int client,
            long now,
            Trace trace,
            Worker worker,
            @Nullable Call call) {
        super(key, cleared);
        this.id = id;
        this.client = client;
        this.startedNanos = now;
        this.nextSampleNanos = now;
        this.trace = trace;
        this.worker = worker;
        this.call = call;
    }

    /** Sets bits and answers whether one of them was not set before. */
    @HotPath
    boolean set(int mask) {
        for (; ; ) {
            int before = bits;
            if ((before & mask) == mask) {
                return false;
            }
            if (BITS.compareAndSet(this, before, before | mask)) {
                return true;
            }
        }
    }

    @HotPath
    boolean is(int mask) {
        return (bits & mask) == mask;
    }

    @HotPath
    boolean isAny(int mask) {
        return (bits & mask) != 0;
    }

    /** Whether it holds a lease of this connection at the moment. */
    @HotPath
    boolean isLeaseOf(@Nullable Connection other) {
        return connection == other && !is(LEASE_ENDED);
    }

    /** Whether nothing was left to read. Inside close() some clients tell an end where they gave up draining (OkHttp). */
    @HotPath
    static boolean atEnd(int bits) {
        return (bits & USER_EOF) != 0 || (bits & (TRANSPORT_EOF | CLOSE_ENTERED)) == TRANSPORT_EOF;
    }

    int bits() {
        return bits;
    }

    @HotPath
    void touch(Worker by, long now) {
        lastTouch = by;
        lastTouchNanos = now;
    }

    /** Whether it, or the connection by which some clients know it, was there before that moment. */
    boolean beganBefore(long nanos) {
        Connection on = connection;
        return startedNanos - nanos < 0 || on != null && on.openedNanos - nanos < 0;
    }

    /** Nothing more can happen to it that anybody wants to know. */
    @HotPath
    boolean over() {
        int now = bits;
        if ((now & LEASE_ENDED) == 0) {
            return false;
        }
        return (now & BODY) == 0 || (now & (CLOSE_LEFT | HANDLE_GONE | SUPERSEDED)) != 0;
    }
}
