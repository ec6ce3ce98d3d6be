package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a ledger: found by key, counted against the capacity, taken out with their aliases. Knows nothing of what
 * they mean. Any thread, without a lock.
 */
@HotPath
final class Entries {
    final Table table;
    final ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    private final int capacity;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    Entries(int capacity) {
        this.capacity = capacity;
        this.table = new Table(Math.min(capacity, 1 << 16));
    }

    /** Counts one entry more, or counts it as dropped and answers false. */
    boolean room() {
        if (live.incrementAndGet() > capacity) {
            live.decrementAndGet();
            dropped.incrementAndGet();
            return false;
        }
        return true;
    }

    long dropped() {
        return dropped.get();
    }

    void forgetDropped() {
        dropped.set(0);
    }

    int live() {
        return live.get();
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    /** After {@link #room}. */
    void add(Entry entry) {
        table.add(entry);
    }

    /**
     * The same for a key that two threads may meet first side by side (two callers of a pool that was there before the
     * agent, a caller and the sweeper that adopts); answers the entry of the quicker one.
     */
    Entry addIfAbsent(Entry entry, Object key) {
        Entry there = table.addIfAbsent(entry, key);
        if (there != entry) {
            live.decrementAndGet();
        }
        return there;
    }

    @Nullable
    Entry find(Object key) {
        return table.find(key);
    }

    /** What the key stands for, through all its aliases. */
    @Nullable
    Entry resolve(Object key) {
        Entry entry = table.find(key);
        while (entry instanceof Alias) {
            entry = ((Alias) entry).of;
        }
        return entry;
    }

    void addAlias(Object key, Entry of, boolean once) {
        if (room()) {
            Alias alias = new Alias(key, cleared, of, once);
            of.aliases = alias;
            table.add(alias);
        }
    }

    /** What the key stands for; a name that is good for one use is used up. */
    @Nullable
    Entry use(Object key) {
        Entry entry = table.find(key);
        if (entry instanceof Alias && ((Alias) entry).once) {
            ((Alias) entry).leave();
            forget(entry);
        }
        while (entry instanceof Alias) {
            entry = ((Alias) entry).of;
        }
        return entry;
    }

    /**
     * The current thread's record, which does not count against the capacity: there is one for each thread that lives, and a
     * hundred thousand virtual ones may.
     */
    Worker worker() {
        Worker known = knownWorker();
        if (known != null) {
            return known;
        }
        Worker made = new Worker(Thread.currentThread(), cleared);
        table.add(made);
        return made;
    }

    /** The current thread's record, if it ever took part in anything. */
    @Nullable
    Worker knownWorker() {
        Entry entry = table.find(Thread.currentThread());
        return entry instanceof Worker ? (Worker) entry : null;
    }

    /** Takes an entry out with its aliases; answers whether this call did it. */
    boolean forget(Entry entry) {
        if (!entry.markRemoved()) {
            return false;
        }
        table.unlink(entry);
        if (!(entry instanceof Worker)) {
            live.decrementAndGet();
        }
        for (Alias alias = entry.aliases; alias != null; alias = alias.older) {
            forget(alias);
        }
        return true;
    }
}
