package dev.connleak.client;

import java.net.SocketAddress;
import java.time.Instant;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One connection at one moment. */
public final class ConnectionSnapshot {

    private final long id;
    private final Route route;
    private final Instant openedAt;
    private final Occupancy.View view;
    private final @Nullable SocketAddress local;
    private final @Nullable SocketAddress remote;
    private final @Nullable String tls;
    private final @Nullable LoopSnapshot reader;
    private final @Nullable LoopSnapshot writer;
    private final @Nullable ReuseCondition failedCondition;

    /** A connection that is being made. */
    ConnectionSnapshot(long id, Ticket ticket, Instant startedAt) {
        this.id = id;
        route = ticket.route();
        openedAt = startedAt;
        view = new Occupancy.View(ConnectionState.DIALING, 0, ticket.waiting() ? ticket.owner() : null, null);
        local = null;
        remote = null;
        tls = null;
        reader = null;
        writer = null;
        failedCondition = null;
    }

    ConnectionSnapshot(Connection connection) {
        id = connection.id();
        route = connection.route();
        openedAt = connection.openedAt();
        view = connection.occupancy().view();
        local = connection.local();
        remote = connection.remote();
        SSLSession session = connection.link().session();
        tls = session == null ? null : session.getProtocol() + " " + session.getCipherSuite();
        reader = connection.reader().snapshot();
        writer = connection.writer().snapshot();
        failedCondition = connection.failedCondition();
    }

    /** Unique in its transport, in the order of the dials. */
    public long id() {
        return id;
    }

    /** Scheme, host and port, and the proxy by which they are reached; of a proxy that forwards, the scheme alone. */
    public String route() {
        return route.toString();
    }

    /** The pool key in Go's form, {@code proxy|scheme|host:port}. */
    public String key() {
        return route.key();
    }

    /** The proxy without user and password, null where there is none. */
    public @Nullable String proxy() {
        return route.proxy() == null ? null : route.proxy().toString();
    }

    /** Version and cipher suite of the TLS with the origin, null in the clear and while dialling. */
    public @Nullable String tls() {
        return tls;
    }

    public ConnectionState state() {
        return view.state;
    }

    /**
     * The request that holds it: from its lease to the end of its body, or of the connection. While dialling, the one
     * that it is made for, as long as that waits. Null otherwise.
     */
    public @Nullable OwnerSnapshot owner() {
        return view.owner;
    }

    /** This end, null while dialling. */
    public @Nullable SocketAddress local() {
        return local;
    }

    /** The server's end, or the proxy's, null while dialling. */
    public @Nullable SocketAddress remote() {
        return remote;
    }

    /** When it was connected; while dialling, when the dial began. */
    public Instant openedAt() {
        return openedAt;
    }

    /** How many requests it was leased to. */
    public int uses() {
        return view.uses;
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
        return view.closeReason;
    }

    /** The first condition that kept it from being used again, null where none has failed. */
    public @Nullable ReuseCondition failedCondition() {
        return failedCondition;
    }

    @Override
    public String toString() {
        return "#" + id + " " + route + " " + view.state + " owner=" + view.owner + " uses=" + view.uses + " tls=" + tls
                + " reader=" + reader + " writer=" + writer + " closed=" + view.closeReason + " failed="
                + failedCondition;
    }
}
