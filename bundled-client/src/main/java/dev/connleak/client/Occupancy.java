package dev.connleak.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a connection, and since when nobody does. Guarded by its own lock, which is taken inside the pool's and
 * outside a call's.
 *
 * <p>{@code current} is the exchange that holds the lease. Whoever takes it off, under the lock, ends its lease: the
 * pool when it accepts the connection, a close otherwise. That makes the end of the lease happen exactly once, and
 * lets an exchange close the connection only while it is its own: a late cancel must not hit the next user.
 */
final class Occupancy {

    private final Clock clock;
    private final long idleTimeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private ConnectionState state = ConnectionState.FRESH;
    private @Nullable Exchange current;
    private @Nullable Exchange unwritten;
    private @Nullable Exchange holderAtClose;
    private int uses;
    private boolean reused;
    private long leasedAtMillis;
    private long idleSinceMillis;
    private long idleSinceNanos;

    /** How long it was idle when it was taken into use; −1 if it was not, but came from its dial or another request. */
    private long wasIdleNanos = -1;

    /** Written under the lock; read without it where a call's lock is held. */
    private volatile @Nullable CloseReason closeReason;

    Occupancy(Settings settings) {
        clock = settings.clock;
        idleTimeoutNanos = settings.idleTimeoutNanos;
    }

    @Nullable
    CloseReason closeReason() {
        return closeReason;
    }

    /** What can be told of it, all of one moment. */
    View view() {
        lock.lock();
        try {
            OwnerSnapshot owner = current == null ? null : new OwnerSnapshot(current.request(), leasedAtMillis);
            return new View(state, uses, owner, closeReason);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the pool had it before, even if it never carried a request: the server may have closed it meanwhile. */
    boolean reused() {
        lock.lock();
        try {
            return reused;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The exchange whose response may come, or null. A byte that is there before the request was begun is no answer to
     * it, whoever holds the lease by now.
     */
    @Nullable
    Exchange answerable() {
        lock.lock();
        try {
            return unwritten == null ? current : null;
        } finally {
            lock.unlock();
        }
    }

    /** Lease an open connection to an exchange, whose request the writer is told to write, or the caller will. */
    boolean lease(Exchange exchange, boolean byWriter) {
        lock.lock();
        try {
            if (closeReason != null) {
                return false;
            }
            state = ConnectionState.SENDING;
            current = exchange;
            unwritten = exchange;
            uses++;
            leasedAtMillis = clock.millis();
            if (byWriter) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The response of the leasing exchange is handed out and its body is open. */
    void bodyOpen() {
        lock.lock();
        try {
            if (closeReason == null) {
                state = ConnectionState.BODY;
            }
        } finally {
            lock.unlock();
        }
    }

    /** On the writer loop: wait for a request; null once the connection is closed or was idle for too long. */
    @Nullable
    Exchange awaitRequest() {
        lock.lock();
        try {
            while (unwritten == null && closeReason == null && !stale()) {
                if (idleTimeoutNanos == 0) {
                    changed.awaitUninterruptibly();
                } else if (changed.awaitNanos(idleNanosLeft()) <= 0) {
                    return null;
                }
            }
            return takeUnwritten();
        } catch (InterruptedException e) {
            // A foreign thread factory may interrupt its threads; the loop asks again.
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long it will take at least until the connection has been idle for too long. It is waited for even while the
     * connection is in use: to wake the writer at the beginning of each idle time would cost every exchange a thread's
     * wake-up.
     */
    private long idleNanosLeft() {
        long idle = state == ConnectionState.IDLE ? System.nanoTime() - idleSinceNanos : 0;
        return idleTimeoutNanos - idle;
    }

    /** The exchange whose request no writer has begun, or null. */
    @Nullable
    Exchange takeUnwritten() {
        lock.lock();
        try {
            Exchange exchange = unwritten;
            unwritten = null;
            return exchange;
        } finally {
            lock.unlock();
        }
    }

    /** Take an idle connection into use; false if it is closed. */
    boolean checkOut() {
        lock.lock();
        try {
            if (closeReason == null) {
                state = ConnectionState.SENDING;
                wasIdleNanos = System.nanoTime() - idleSinceNanos;
            }
            return closeReason == null;
        } finally {
            lock.unlock();
        }
    }

    /** End the lease because the pool takes the connection; false if it is closed. */
    boolean release(ConnectionState next) {
        Exchange exchange;
        lock.lock();
        try {
            if (closeReason != null) {
                return false;
            }
            exchange = current;
            current = null;
            reused = true;
            state = next;
            idleSinceMillis = clock.millis();
            idleSinceNanos = System.nanoTime();
            wasIdleNanos = -1;
        } finally {
            lock.unlock();
        }
        if (exchange != null) {
            exchange.leaseReturned();
        }
        return true;
    }

    /** End the lease and both loops, and leave the socket to the application; false if it is closed. */
    boolean handOver() {
        Exchange exchange;
        lock.lock();
        try {
            if (closeReason != null) {
                return false;
            }
            closeReason = CloseReason.HANDED_OVER;
            state = ConnectionState.HANDED_OVER;
            exchange = current;
            current = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (exchange != null) {
            exchange.leaseReturned();
        }
        return true;
    }

    /** Close, and end the lease; false if it is closed already, or if an owner is named that does not hold it. */
    boolean close(CloseReason reason, @Nullable Exchange owner) {
        Exchange exchange;
        lock.lock();
        try {
            if (closeReason != null || owner != null && owner != current) {
                return false;
            }
            closeReason = reason;
            state = ConnectionState.CLOSED;
            exchange = current;
            current = null;
            holderAtClose = exchange;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (exchange != null) {
            exchange.leaseClosed();
        }
        return true;
    }

    /** The exchange whose lease a close has ended, or null. */
    @Nullable
    Exchange holderAtClose() {
        lock.lock();
        try {
            return holderAtClose;
        } finally {
            lock.unlock();
        }
    }

    /** For who has it now: how long it was idle before, or null. */
    @Nullable
    Duration wasIdle() {
        lock.lock();
        try {
            return wasIdleNanos < 0 ? null : Duration.ofNanos(wasIdleNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is idle, and has been for too long by either clock: a sleeping machine stops only one of them. */
    boolean stale() {
        lock.lock();
        try {
            if (state != ConnectionState.IDLE || idleTimeoutNanos == 0) {
                return false;
            }
            return System.nanoTime() - idleSinceNanos >= idleTimeoutNanos
                    || TimeUnit.MILLISECONDS.toNanos(clock.millis() - idleSinceMillis) >= idleTimeoutNanos;
        } finally {
            lock.unlock();
        }
    }

    /** One moment of it. */
    static final class View {
        final ConnectionState state;
        final int uses;
        final @Nullable OwnerSnapshot owner;
        final @Nullable CloseReason closeReason;

        View(ConnectionState state, int uses, @Nullable OwnerSnapshot owner, @Nullable CloseReason closeReason) {
            this.state = state;
            this.uses = uses;
            this.owner = owner;
            this.closeReason = closeReason;
        }
    }
}
