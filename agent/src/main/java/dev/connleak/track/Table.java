package dev.connleak.track;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of chains of {@link Entry}, keyed weakly and by identity, without locks and without a probe object.
 *
 * <p>Why not {@code ConcurrentHashMap}: a look-up there needs a key object for each event, and a removal may wait for a
 * bin. Here an insertion is one compare-and-set at the head of a chain, a look-up reads, a removal marks and unlinks.
 *
 * <p>Invariant: entries are inserted at the head only, so the order of a chain never changes, and a link is only ever
 * moved forward past entries that are marked. Two removals side by side may leave a marked entry linked; they never
 * unlink a live one. The next {@link #visit} takes the rest out.
 *
 * <p>A key that was collected still matches by its hash while its entry is not removed: a finalizer may use an object
 * after its weak references were cleared (JDK 8 to 17, {@code MeteredStream.finalize} returns the connection to the
 * cache), and that rescue must find its record. Identity hashes have 31 bits; the chance that a foreign object matches
 * is that of a collision with one of the few entries in this state.
 */
final class Table {
    private final AtomicReferenceArray<@Nullable Entry> heads;
    private final int mask;

    Table(int buckets) {
        int size = Integer.highestOneBit(Math.max(16, buckets - 1)) << 1;
        heads = new AtomicReferenceArray<>(size);
        mask = size - 1;
    }

    /** Inserts; an older entry of the same key is hidden by the new one, and must not outlive it by much. */
    @HotPath
    void add(Entry entry) {
        int bucket = spread(entry.hash);
        Entry head;
        do {
            head = heads.get(bucket);
            entry.next = head;
        } while (!heads.compareAndSet(bucket, head, entry));
    }

    /** Inserts unless there is one of this key, and answers the one that is there then. */
    @HotPath
    Entry addIfAbsent(Entry entry, Object key) {
        int bucket = spread(entry.hash);
        Entry head;
        do {
            head = heads.get(bucket);
            // Insertions are at the head only: none came in between where the head is still the same.
            Entry before = find(head, key, entry.hash);
            if (before != null) {
                return before;
            }
            entry.next = head;
        } while (!heads.compareAndSet(bucket, head, entry));
        return entry;
    }

    /** The newest entry of this key, or null. */
    @HotPath
    @Nullable
    Entry find(Object key) {
        int hash = System.identityHashCode(key);
        return find(heads.get(spread(hash)), key, hash);
    }

    @HotPath
    private static @Nullable Entry find(@Nullable Entry head, Object key, int hash) {
        for (Entry at = head; at != null; at = at.next) {
            if (at.hash == hash && !at.removed()) {
                // The caller holds the key, so this get() cannot prolong the life of anything but a hash's double.
                Object referent = at.get();
                if (referent == key || referent == null) {
                    return at;
                }
            }
        }
        return null;
    }

    /** Unlinks an entry that is marked as removed, where that is possible at once. Idempotent. */
    @HotPath
    void unlink(Entry entry) {
        int bucket = spread(entry.hash);
        Entry head = heads.get(bucket);
        if (head == entry) {
            heads.compareAndSet(bucket, entry, entry.next);
            return;
        }
        for (Entry at = head; at != null; at = at.next) {
            Entry following = at.next;
            if (following == entry) {
                at.next = entry.next;
                return;
            }
        }
    }

    /** Shows every entry that is not removed and unlinks the rest. For the sweeper and for snapshots. */
    void visit(Visitor visitor) {
        for (int bucket = 0; bucket <= mask; bucket++) {
            Entry at = heads.get(bucket);
            while (at != null) {
                if (at.removed()) {
                    unlink(at);
                } else {
                    visitor.visit(at);
                }
                at = at.next;
            }
        }
    }

    private int spread(int hash) {
        return (hash ^ (hash >>> 15)) & mask;
    }

    /** Sees entries. */
    interface Visitor {
        void visit(Entry entry);
    }
}
