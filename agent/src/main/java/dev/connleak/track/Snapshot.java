package dev.connleak.track;

import java.util.Collections;
import java.util.List;

/**
 * All that the ledger knows at one moment, immutable and free of live objects: what {@code diagnose} judges and
 * {@code report} tells. Times are nanoseconds of the ledger's clock.
 */
public final class Snapshot {
    public final long atNanos;
    /** Up to when events were told; that of the snapshot itself but where the agent was switched off before. */
    public final long knownNanos;
    /** Since when the process runs without having been suspended. */
    public final long awakeNanos;

    public final List<PoolFacts> pools;
    public final List<ConnectionFacts> connections;
    /** Exchanges that are not over: leased, or at their end and not closed yet. */
    public final List<ExchangeFacts> exchanges;
    /** What became of the others. */
    public final List<Tally> tallies;
    /** Rendered stacks by number. */
    public final List<StackTraceElement[]> stacks;

    public final ClientFacts[] clients;
    public final long poolsOpened;
    public final long connectionsOpened;
    /** Entries that did not fit in the ledger. */
    public final long dropped;

    private final long doubtNanos;
    /** Stacks that did not fit in the table of stacks. */
    public final long stacksOverflowed;

    Snapshot(
            long atNanos,
            long knownNanos,
            long awakeNanos,
            List<PoolFacts> pools,
            List<ConnectionFacts> connections,
            List<ExchangeFacts> exchanges,
            List<Tally> tallies,
            List<StackTraceElement[]> stacks,
            ClientFacts[] clients,
            Ledger ledger) {
        this.atNanos = atNanos;
        this.knownNanos = knownNanos;
        this.awakeNanos = awakeNanos;
        this.pools = Collections.unmodifiableList(pools);
        this.connections = Collections.unmodifiableList(connections);
        this.exchanges = Collections.unmodifiableList(exchanges);
        this.tallies = Collections.unmodifiableList(tallies);
        this.stacks = Collections.unmodifiableList(stacks);
        this.clients = clients;
        this.poolsOpened = ledger.poolsOpened.get();
        this.connectionsOpened = ledger.connectionsOpened.get();
        this.dropped = ledger.entries.dropped();
        this.doubtNanos = ledger.doubtNanos();
        this.stacksOverflowed = ledger.stacks.overflowed();
    }

    /** Whether what began then may have had an event that was lost. */
    public boolean isDoubtful(long beganNanos) {
        return beganNanos - doubtNanos < 0;
    }

    /** Exact counts of one client, live and ended exchanges together. */
    public static final class ClientFacts {
        public final long exchanges;
        public final long onReusedConnection;
        /** Exchanges whose site nobody looked at, because too many ended at once. */
        public final long unseen;

        private final long[] bodies;
        private final long[] cells;

        ClientFacts(long exchanges, long onReusedConnection, long unseen, long[] bodies, long[] cells) {
            this.exchanges = exchanges;
            this.onReusedConnection = onReusedConnection;
            this.unseen = unseen;
            this.bodies = bodies;
            this.cells = cells;
        }

        public long bodies(BodyState state) {
            return bodies[state.ordinal()];
        }

        /** Exchanges with a body in one of the eight cells. */
        public long cell(boolean keepAlive, boolean readToEof, boolean closed) {
            return cells[(keepAlive ? 0 : 4) | (readToEof ? 0 : 2) | (closed ? 0 : 1)];
        }
    }
}
