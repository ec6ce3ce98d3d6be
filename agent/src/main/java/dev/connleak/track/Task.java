package dev.connleak.track;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A unit of work that was given to another thread: where that was done, and, while it runs, what it runs in. */
final class Task extends WeakReference<Object> {
    final int hash;
    final long madeNanos;
    /** Where it was submitted; null where nobody saw that. */
    final @Nullable Trace trace;
    /** On whose thread it runs in the middle of another one: that other one. */
    final @Nullable Task outer;

    Task(Object key, long madeNanos, @Nullable Trace trace, @Nullable Task outer) {
        super(key);
        this.hash = System.identityHashCode(key);
        this.madeNanos = madeNanos;
        this.trace = trace;
        this.outer = outer;
    }

    @HotPath
    boolean is(Object key) {
        return get() == key;
    }
}
