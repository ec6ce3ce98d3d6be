package dev.connleak.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cancels the requests that carry it, from any thread, once and for good.
 *
 * <p>A request that is cancelled before its response body has ended costs its connection. A dial under way is not cut
 * short; its connection goes to the pool.
 */
public final class Cancellation {

    private final ReentrantLock lock = new ReentrantLock();

    /** Calls under way, so that none outlives its request here. Guarded by the lock. */
    private final Set<Call> calls = new LinkedHashSet<>();

    private boolean canceled;

    /** Cancel all requests that carry this handle and all that will. */
    public void cancel() {
        List<Call> reached;
        lock.lock();
        try {
            canceled = true;
            reached = new ArrayList<>(calls);
        } finally {
            lock.unlock();
        }
        for (Call call : reached) {
            call.cancel(CancelCause.CANCELED);
        }
    }

    public boolean canceled() {
        lock.lock();
        try {
            return canceled;
        } finally {
            lock.unlock();
        }
    }

    /** Reach a call from now on. */
    void add(Call call) {
        boolean late;
        lock.lock();
        try {
            calls.add(call);
            late = canceled;
        } finally {
            lock.unlock();
        }
        if (late) {
            call.cancel(CancelCause.CANCELED);
        }
    }

    void remove(Call call) {
        lock.lock();
        try {
            calls.remove(call);
        } finally {
            lock.unlock();
        }
    }
}
