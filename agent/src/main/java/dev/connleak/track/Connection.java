package dev.connleak.track;

import java.lang.ref.ReferenceQueue;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One socket, mostly of a client: its pool, its lease, the threads that read and wrote it. */
final class Connection extends Entry {
    private static final Worker[] NO_LOOPS = {};

    final long id;
    final int client;
    final long openedNanos;
    /** Opened before the agent came. */
    final boolean adopted;
    /** Where a socket was connected that no client was seen to make; null for a client's connection. */
    final @Nullable Trace opener;
    /** The JDK closes the descriptor of a {@code Socket} that is collected; that of a channel it does not. */
    final boolean closedWhenCollected;

    final AtomicInteger uses = new AtomicInteger();
    volatile @Nullable Pool pool;
    /** Who has it now; null when idle. */
    volatile @Nullable Exchange exchange;

    /** When its last lease ended; 0 while none has. */
    volatile long idleNanos;

    /** Where its last exchange came from. */
    volatile @Nullable Trace user;

    /** Its pool has lent it to somebody since before the agent came; who that is, is not known. Written by the sweeper. */
    volatile boolean leasedBefore;

    volatile boolean closed;
    /** Written by the sweeper: no watched client is in the {@link #opener}'s stack. */
    volatile boolean nobodys;

    volatile @Nullable CloseReason closeReason;
    /** When it was closed, or was first seen to be. */
    volatile long closedNanos;

    volatile @Nullable Worker reader;
    volatile long readerNanos;
    volatile @Nullable Worker writer;
    volatile long writerNanos;
    private volatile Worker[] loops = NO_LOOPS;

    // Written by the sweeper.
    volatile @Nullable String route;
    volatile @Nullable String local;
    volatile @Nullable String remote;
    /** Since when the server has been seen to have closed it, while it was idle here; 0 where it has not. */
    volatile long closedByPeerNanos;

    long nextLookNanos;
    /** Its loops have outlived it for so long that somebody should look. */
    boolean orphaned;

    /** A socket that may be anybody's. */
    Connection(Object key, ReferenceQueue<Object> cleared, long id, int client, long now, Trace opener) {
        this(key, cleared, id, client, now, false, opener);
    }

    Connection(
            Object key,
            ReferenceQueue<Object> cleared,
            long id,
            int client,
            long now,
            boolean adopted,
            @Nullable Trace opener) {
        super(key, cleared);
        this.id = id;
        this.client = client;
        this.openedNanos = now;
        this.nextLookNanos = now;
        this.adopted = adopted;
        this.opener = opener;
        this.closedWhenCollected = key instanceof Socket;
    }

    /** The same connection under a key that was collected and is used again. */
    Connection(Connection before, Object key, ReferenceQueue<Object> cleared) {
        this(key, cleared, before.id, before.client, before.openedNanos, before.adopted, before.opener);
        nobodys = before.nobodys;
        uses.set(before.uses.get());
        idleNanos = before.idleNanos;
        user = before.user;
        pool = before.pool;
        exchange = before.exchange;
        leasedBefore = before.leasedBefore;
        reader = before.reader;
        readerNanos = before.readerNanos;
        writer = before.writer;
        writerNanos = before.writerNanos;
        loops = before.loops;
        route = before.route;
        local = before.local;
        remote = before.remote;
    }

    /** Its socket is of no use any more. */
    @HotPath
    void close(long now, CloseReason reason) {
        if (!closed) {
            if (closeReason == null) {
                closeReason = reason;
            }
            closedNanos = now;
            closed = true;
            Pool of = pool;
            if (of != null) {
                of.left(this);
            }
        }
    }

    void read(Worker by, long now) {
        reader = by;
        readerNanos = now;
    }

    void written(Worker by, long now) {
        writer = by;
        writerNanos = now;
    }

    /** Twice in a connection's life, so it may lock. */
    synchronized void loopStarted(Worker worker) {
        Worker[] more = Arrays.copyOf(loops, loops.length + 1);
        more[loops.length] = worker;
        loops = more;
    }

    /** Answers how many are left. */
    synchronized int loopEnded(Worker worker) {
        Worker[] now = loops;
        for (int i = 0; i < now.length; i++) {
            if (now[i] == worker) {
                Worker[] fewer = Arrays.copyOf(now, now.length - 1);
                System.arraycopy(now, i + 1, fewer, i, now.length - 1 - i);
                loops = fewer;
                break;
            }
        }
        return loops.length;
    }

    Worker[] loops() {
        return loops;
    }

    /** Forgets loops whose threads have ended without a word; answers how many are left. For the sweeper. */
    int livingLoops() {
        for (Worker loop : loops) {
            if (!loop.alive()) {
                loopEnded(loop);
            }
        }
        return loops.length;
    }
}
