package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that took part in an exchange. Kept weakly: the ledger never keeps a thread, its locals or its loaders alive,
 * and a virtual thread's record goes with it.
 */
public final class Worker extends Entry {
    /** {@link Thread#getId}. */
    public final long id;

    public final boolean virtual;
    /**
     * The exchange to which bodies that appear on this thread belong. Here and not in a thread local, which would keep a
     * class of ours alive on a thread of the application's that a detach finds in mid-scope. Written by the thread itself.
     */
    @Nullable
    Exchange scope;

    /** What it runs at the moment, where tasks are watched. Written by the thread itself. */
    volatile @Nullable Task task;

    private final String firstName;
    /** The pool that keeps it waiting for a connection; null when it does not wait. Written by the thread itself. */
    volatile @Nullable Pool waitsFor;

    volatile long waitsSinceNanos;
    /** The pool that it asked last by itself. Only for the thread itself. */
    @Nullable
    Pool asked;

    Worker(Thread thread, ReferenceQueue<Object> cleared) {
        super(thread, cleared);
        this.id = thread.getId();
        this.firstName = thread.getName();
        // Thread.isVirtual is 21+; this class is Java 8. Both implementations have these names since 19.
        String type = thread.getClass().getName();
        this.virtual = type.startsWith("java.lang.") && type.endsWith("VirtualThread");
    }

    /** The thread, if it still exists. */
    public @Nullable Thread thread() {
        return (Thread) get();
    }

    boolean alive() {
        Thread thread = thread();
        return thread != null && thread.isAlive();
    }

    /** Its name now, or the last one known: clients rename their threads. */
    public String name() {
        Thread thread = thread();
        return thread == null ? firstName : thread.getName();
    }
}
