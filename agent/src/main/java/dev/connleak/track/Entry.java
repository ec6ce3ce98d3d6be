package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Something in the ledger, found by the identity of a key object that the client owns. The entry is itself the weak
 * reference to that key, so one insertion is one object.
 *
 * <p>A key is never the application's handle: see {@link Handle}.
 */
abstract class Entry extends WeakReference<Object> {
    private static final AtomicIntegerFieldUpdater<Entry> REMOVED =
            AtomicIntegerFieldUpdater.newUpdater(Entry.class, "removed");

    final int hash;
    /** Link of the bucket's chain; see {@link Table}. */
    volatile @Nullable Entry next;
    /** More keys for this entry, which go when it goes. */
    volatile @Nullable Alias aliases;

    private volatile int removed;

    Entry(Object key, ReferenceQueue<Object> cleared) {
        super(key, cleared);
        this.hash = System.identityHashCode(key);
    }

    /** Must not be found any more. */
    @HotPath
    final boolean removed() {
        return removed != 0;
    }

    /** Whether this call was the one that removed it. */
    @HotPath
    final boolean markRemoved() {
        return REMOVED.compareAndSet(this, 0, 1);
    }
}
