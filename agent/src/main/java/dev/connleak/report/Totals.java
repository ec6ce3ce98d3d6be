package dev.connleak.report;

/** What the agent counted, whether or not it is in a table below. */
public final class Totals {
    public final long pools;
    public final long connectionsOpened;
    public final long connectionsOpen;
    public final long exchanges;
    public final long exchangesOnReusedConnection;
    public final Bodies bodies;

    public Totals(
            long pools,
            long connectionsOpened,
            long connectionsOpen,
            long exchanges,
            long exchangesOnReusedConnection,
            Bodies bodies) {
        this.pools = pools;
        this.connectionsOpened = connectionsOpened;
        this.connectionsOpen = connectionsOpen;
        this.exchanges = exchanges;
        this.exchangesOnReusedConnection = exchangesOnReusedConnection;
        this.bodies = bodies;
    }

    /** Every exchange stands in exactly one of these, so they add up to {@link Totals#exchanges}. */
    public static final class Bodies {
        public final long none;
        public final long open;
        public final long readToEof;
        public final long readToEofNotClosed;
        public final long closedEarly;
        public final long abandoned;

        public Bodies(long none, long open, long readToEof, long readToEofNotClosed, long closedEarly, long abandoned) {
            this.none = none;
            this.open = open;
            this.readToEof = readToEof;
            this.readToEofNotClosed = readToEofNotClosed;
            this.closedEarly = closedEarly;
            this.abandoned = abandoned;
        }
    }
}
