package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/** One connection at the moment of a snapshot. */
public final class ConnectionFacts {
    public final long id;
    public final int client;
    /** Id of its pool, or 0. */
    public final long pool;

    public final long openedNanos;
    /** Opened before the agent came. */
    public final boolean adopted;
    /** Id of the exchange that has it, or 0. */
    public final long exchange;

    /** Somebody has had it since before the agent came. */
    public final boolean leasedBefore;

    public final int uses;
    /** When its last lease ended; 0 while none has. */
    public final long idleNanos;

    /** Number of the stack of its last exchange, or -1. */
    public final int user;
    /** Since when the server has been seen to have closed it, while it was idle here or nobody's; 0 where it has not. */
    public final long closedByPeerNanos;

    public final boolean closed;
    /** Null while it is open. */
    public final @Nullable CloseReason closeReason;
    /** When it was closed or was first seen to be; 0 where that is not known. */
    public final long closedNanos;
    /** URL of its first request, or null. */
    public final @Nullable String route;

    public final @Nullable String local;
    public final @Nullable String remote;
    public final @Nullable Worker reader;
    public final long readerNanos;
    public final @Nullable Worker writer;
    public final long writerNanos;
    /** Number of the stack that connected it where no client was seen to; -1 for a client's connection. */
    public final int opener;

    private final Worker[] loops;

    ConnectionFacts(Connection from, long pool, boolean closed) {
        Exchange exchangeNow = from.exchange;
        id = from.id;
        client = from.client;
        this.pool = pool;
        openedNanos = from.openedNanos;
        adopted = from.adopted;
        exchange = exchangeNow == null ? 0 : exchangeNow.id;
        leasedBefore = from.leasedBefore && exchangeNow == null;
        uses = from.uses.get();
        idleNanos = from.idleNanos;
        Trace userNow = from.user;
        user = userNow == null ? -1 : userNow.stack();
        closedByPeerNanos = exchangeNow == null ? from.closedByPeerNanos : 0;
        this.closed = closed;
        closeReason = closed ? from.closeReason : null;
        closedNanos = from.closedNanos;
        route = from.route;
        local = from.local;
        remote = from.remote;
        reader = from.reader;
        readerNanos = from.readerNanos;
        writer = from.writer;
        writerNanos = from.writerNanos;
        opener = from.opener == null ? -1 : from.opener.stack();
        loops = from.loops().clone();
    }

    /** Whether anybody has it, known or not. */
    public boolean leased() {
        return exchange != 0 || leasedBefore;
    }

    /** The client's own threads for this connection, where it has any. */
    public Worker[] loops() {
        return loops.clone();
    }
}
