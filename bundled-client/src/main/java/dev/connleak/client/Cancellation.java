package dev.connleak.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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

    private final @Nullable Cancellation parent;

    /** How the parent reaches this one, as long as there is something to be done here. */
    private final Runnable byParent = this::cancel;

    private boolean canceled;

    public Cancellation() {
        this(null);
    }

    private Cancellation(@Nullable Cancellation parent) {
        this.parent = parent;
    }

    /** A handle that can be cancelled by itself, and is when its parent is; no parent, no such case. */
    static Cancellation childOf(@Nullable Cancellation parent) {
        return new Cancellation(parent);
    }

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
            return canceled || parent != null && parent.canceled();
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
                if (parent != null) {
                    parent.onCancel(byParent);
                }
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
            if (parent != null && actions.isEmpty()) {
                parent.forget(byParent);
            }
        } finally {
            lock.unlock();
        }
    }
}
