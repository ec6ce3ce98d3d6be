package dev.connleak.client;

import java.net.SocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One connection at one moment. */
public final class ConnectionSnapshot {

    private final long id;
    private final String route;
    private final ConnectionState state;
    private final @Nullable SocketAddress local;
    private final @Nullable SocketAddress remote;
    private final Instant openedAt;
    private final int uses;
    private final @Nullable LoopSnapshot reader;
    private final @Nullable LoopSnapshot writer;
    private final @Nullable CloseReason closeReason;
    private final @Nullable ReuseCondition failedCondition;

    ConnectionSnapshot(
            long id,
            String route,
            ConnectionState state,
            @Nullable SocketAddress local,
            @Nullable SocketAddress remote,
            Instant openedAt,
            int uses,
            @Nullable LoopSnapshot reader,
            @Nullable LoopSnapshot writer,
            @Nullable CloseReason closeReason,
            @Nullable ReuseCondition failedCondition) {
        this.id = id;
        this.route = route;
        this.state = state;
        this.local = local;
        this.remote = remote;
        this.openedAt = openedAt;
        this.uses = uses;
        this.reader = reader;
        this.writer = writer;
        this.closeReason = closeReason;
        this.failedCondition = failedCondition;
    }

    /** Unique in its transport, in the order of the dials. */
    public long id() {
        return id;
    }

    /** Scheme, host and port. */
    public String route() {
        return route;
    }

    public ConnectionState state() {
        return state;
    }

    /** This end, null while dialling. */
    public @Nullable SocketAddress local() {
        return local;
    }

    /** The server's end, null while dialling. */
    public @Nullable SocketAddress remote() {
        return remote;
    }

    /** When it was connected; while dialling, when the dial began. */
    public Instant openedAt() {
        return openedAt;
    }

    /** How many requests it was leased to. */
    public int uses() {
        return uses;
    }

    /** The loop that reads, null while dialling. */
    public @Nullable LoopSnapshot reader() {
        return reader;
    }

    /** The loop that writes, null while dialling. */
    public @Nullable LoopSnapshot writer() {
        return writer;
    }

    /** Why it was closed, null while it is open. */
    public @Nullable CloseReason closeReason() {
        return closeReason;
    }

    /** The first condition that kept it from being used again, null where none has failed. */
    public @Nullable ReuseCondition failedCondition() {
        return failedCondition;
    }

    @Override
    public String toString() {
        return "#" + id + " " + route + " " + state + " uses=" + uses + " reader=" + reader + " writer=" + writer
                + " closed=" + closeReason + " failed=" + failedCondition;
    }
}
