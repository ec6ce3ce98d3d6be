package dev.connleak.client;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: made on the thread that asked, inside {@code roundTrip} or {@code sendAsync}, and over when
 * its lease has ended. The hops of a {@link Client}'s send are calls, too; on which thread the application asked for
 * them, their {@link Errand} knows.
 *
 * <p>Seams for an observer: the constructor, {@link #cancel}, and {@link #answered}.
 *
 * <p>It is the meeting point of the caller, of both loops and of whoever cancels: what its ticket and its exchange
 * know is guarded by its lock, and every change signals its one condition. It never refers to the response, directly
 * or through the future, because both loops can reach it.
 *
 * <p>Locks are taken in the order pool, connection, call; this one is the innermost.
 */
final class Call {

    private final Request request;

    /** The send of a {@link Client} that this is a part of, or null. */
    private final @Nullable Errand errand;

    private final boolean timed;
    private final long deadlineNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Runnable onCancel = () -> cancel(CancelCause.CANCELED);

    private @Nullable Trace trace;
    private @Nullable CancelCause cancelCause;
    private boolean finished;
    private boolean cancelable;

    Call(Request request) {
        this.request = request;
        errand = request.errand();
        timed = request.deadline() != null;
        cancelable = timed || request.cancellation() != null;
        deadlineNanos = System.nanoTime()
                + (request.deadline() == null ? 0 : request.deadline().toNanos());
    }

    Request request() {
        return request;
    }

    /** Before it begins: somebody holds a future that cancels it. */
    Call cancelableByFuture() {
        cancelable = true;
        return this;
    }

    /** Whether a deadline, or anybody but the thread that runs it, may give the call up. */
    boolean cancelable() {
        return cancelable;
    }

    /**
     * Let the request's cancellation reach this call, and its events the request's listeners and the transport's. On the
     * thread that runs the call, before any other knows of it.
     */
    void begin(@Nullable TransportListener transports) {
        trace = Trace.of(request.listeners(), transports);
        if (request.cancellation() != null) {
            request.cancellation().onCancel(onCancel);
        }
    }

    /** Who is told, or null: then an event costs this look. */
    @Nullable
    Trace trace() {
        return trace;
    }

    /** Whoever made the call has the response, in a moment. */
    void answered() {}

    /** Give the call up, unless it is over. */
    void cancel(CancelCause cause) {
        lock.lock();
        try {
            if (!finished && cancelCause == null) {
                cancelCause = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** End the call: from now on a cancel has no target, so it cannot hurt the next user of the connection. */
    void finish() {
        lock.lock();
        try {
            finished = true;
        } finally {
            lock.unlock();
        }
        if (request.cancellation() != null) {
            request.cancellation().forget(onCancel);
        }
    }

    /** Why the call was given up, or null; asking is what finds a passed deadline. */
    @Nullable
    CancelCause cancelCause() {
        lock.lock();
        try {
            if (cancelCause == null && timed && !finished && deadlineNanos - System.nanoTime() <= 0) {
                cancelCause = CancelCause.TIMED_OUT;
                changed.signalAll();
            }
            return cancelCause;
        } finally {
            lock.unlock();
        }
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Wake everybody who waits. The caller holds the lock. */
    void signal() {
        changed.signalAll();
    }

    /** Wait for a change, for the deadline, or for the given time. The caller holds the lock. */
    private void await(long atMostNanos) throws InterruptedException {
        long nanos = timed && !finished ? Math.min(atMostNanos, deadlineNanos - System.nanoTime()) : atMostNanos;
        if (nanos == Long.MAX_VALUE) {
            changed.await();
        } else {
            changed.awaitNanos(nanos);
        }
    }

    /** As {@link #await}, for a caller, whose interrupt is a cancel. */
    void awaitOrInterrupt(long atMostNanos) {
        try {
            await(atMostNanos);
        } catch (InterruptedException e) {
            cancel(CancelCause.INTERRUPTED);
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #await}, for a loop, which is nobody's to interrupt; true if somebody has done so. */
    boolean awaitInLoop(long atMostNanos) {
        try {
            await(atMostNanos);
            return false;
        } catch (InterruptedException e) {
            // A foreign thread factory may interrupt its threads; a loop ends with its connection and not before.
            return true;
        }
    }

    /** Wait for a change without regard to interrupts and the deadline. The caller holds the lock. */
    void awaitChange() {
        changed.awaitUninterruptibly();
    }
}
