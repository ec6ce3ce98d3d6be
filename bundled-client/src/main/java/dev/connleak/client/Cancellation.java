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

    /** What is to be done for requests under way, and for none that is over. Guarded by the lock. */
    private final Set<Runnable> actions = new LinkedHashSet<>();

    private boolean canceled;

    /** Cancel all requests that carry this handle and all that will. */
    public void cancel() {
        List<Runnable> reached;
        lock.lock();
        try {
            canceled = true;
            reached = new ArrayList<>(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        reached.forEach(Runnable::run);
    }

    public boolean canceled() {
        lock.lock();
        try {
            return canceled;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Have something done, once, when this handle is cancelled: on the thread that cancels, or here and now if that has
     * happened. It must neither block nor throw. For round trippers, each of which must {@link #forget} what is over.
     */
    public void onCancel(Runnable action) {
        lock.lock();
        try {
            if (!canceled) {
                actions.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Do not do it any more. */
    public void forget(Runnable action) {
        lock.lock();
        try {
            actions.remove(action);
        } finally {
            lock.unlock();
        }
    }
}
