package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/**
 * How the exchanges, or the bare sockets, of one call path ended. Kept by the sweeper, one for each client and distinct stack, and one more for those that are doubtful; a copy of it
 * goes into the snapshot.
 */
public final class Tally {
    public final int client;
    /** Number of the stack, or -1 where none was captured. */
    public final int stack;

    /** All of these began before an event was lost, which may have been theirs. */
    public final boolean doubtful;

    /** Exchanges whose ending was looked at. Of the healthy ones this may be a sample: see {@link Snapshot#unseen}. */
    public long exchanges;
    /** Bodies closed before their end on a kept-alive connection, which that destroyed. */
    public long closedEarly;

    public long cancelled;
    /** Leases of abandoned bodies that something else ended. */
    public long rescued;
    /** The same for bodies that were read to their end. */
    public long rescuedAfterEof;
    /** Bodies that had looked like leaks and came back. */
    public long returnedLate;
    /** Requests that were dropped before they were finished. */
    public long unfinished;
    /** Requests that had looked as if nobody would finish them, and were finished. */
    public long finishedLate;
    /** Leases that the application took by itself and dropped, and that something else ended. */
    public long leasesDropped;
    /** Such leases that had looked as if nobody would give them back, and were given back. */
    public long leasesLate;

    /** Sockets that were collected without having been closed. */
    public long dropped;
    /** Of those, the ones whose descriptor nothing frees. */
    public long droppedForGood;

    /** When the first and the last of what is counted here, but for the healthy ones, ended. */
    public long firstNanos;

    public long lastNanos;
    public @Nullable String route;
    /** Of the last rescued one. */
    public boolean rescuedKeepAlive;

    Tally(int client, int stack, boolean doubtful) {
        this.client = client;
        this.stack = stack;
        this.doubtful = doubtful;
    }

    void add(Exchange exchange) {
        exchanges++;
        int bits = exchange.bits();
        boolean notable = false;
        if ((bits & Exchange.CANCELLED) != 0) {
            cancelled++;
            notable = true;
        } else if (isWaste(bits)) {
            closedEarly++;
            notable = true;
        }
        if ((bits & Exchange.ABANDONED) != 0) {
            if ((bits & Exchange.USER_EOF) == 0) {
                rescued++;
            } else {
                rescuedAfterEof++;
            }
            rescuedKeepAlive = (bits & Exchange.NOT_KEPT_ALIVE) == 0;
            notable = true;
        } else if ((bits & Exchange.UNFINISHED) != 0) {
            unfinished++;
            rescuedKeepAlive = (bits & Exchange.NOT_KEPT_ALIVE) == 0;
            notable = true;
        } else if ((bits & Exchange.BARE) != 0) {
            boolean dropped = (bits & Exchange.HANDLE_GONE) != 0;
            leasesDropped += dropped ? 1 : 0;
            leasesLate += !dropped && exchange.waitSuspected ? 1 : 0;
            notable = dropped;
        } else if (exchange.waitSuspected) {
            finishedLate++;
        } else if (exchange.suspectedNanos != 0) {
            returnedLate++;
        }
        if (notable) {
            seen(exchange.endedNanos);
            if (exchange.description.url != null) {
                route = exchange.description.url;
            }
        }
    }

    void addDropped(Connection socket, long now) {
        dropped++;
        droppedForGood += socket.closedWhenCollected ? 0 : 1;
        if (socket.remote != null) {
            route = "tcp://" + socket.remote;
        }
        seen(now);
    }

    private void seen(long nanos) {
        firstNanos = firstNanos == 0 ? nanos : Math.min(firstNanos, nanos);
        lastNanos = Math.max(lastNanos, nanos);
    }

    /** A close before the end that cost a connection which would have been kept. */
    private static boolean isWaste(int bits) {
        return BodyState.of(bits) == BodyState.CLOSED_EARLY
                && (bits & Exchange.DESTROYED) != 0
                && (bits & (Exchange.NOT_KEPT_ALIVE | Exchange.CLOSED_BY_CLIENT | Exchange.FAILED)) == 0;
    }

    Tally copy() {
        Tally copy = new Tally(client, stack, doubtful);
        copy.exchanges = exchanges;
        copy.closedEarly = closedEarly;
        copy.cancelled = cancelled;
        copy.rescued = rescued;
        copy.returnedLate = returnedLate;
        copy.unfinished = unfinished;
        copy.finishedLate = finishedLate;
        copy.leasesDropped = leasesDropped;
        copy.leasesLate = leasesLate;
        copy.firstNanos = firstNanos;
        copy.lastNanos = lastNanos;
        copy.route = route;
        copy.dropped = dropped;
        copy.droppedForGood = droppedForGood;
        copy.rescuedAfterEof = rescuedAfterEof;
        copy.rescuedKeepAlive = rescuedKeepAlive;
        return copy;
    }
}
