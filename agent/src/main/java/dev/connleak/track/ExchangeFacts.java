package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/** One exchange at the moment of a snapshot. */
public final class ExchangeFacts {
    public final long id;
    public final int client;
    /** Id of its connection, or 0. */
    public final long connection;
    /** Id of its pool, or 0. */
    public final long pool;

    public final @Nullable String method;
    public final @Nullable String url;
    /** 0 while unknown. */
    public final int status;

    public final Worker worker;
    public final @Nullable Worker lastTouch;
    public final long lastTouchNanos;
    /** Number of the stack, or -1 where none was captured. */
    public final int stack;
    /** Numbers of the stacks of the submissions that led to it, as far as they were seen; the last one first. */
    public final int[] submitters;

    public final long startedNanos;
    public final BodyState body;
    public final @Nullable String framing;
    /** Of the body in bytes, or -1. */
    public final long length;

    /** Of the body, by the application, or -1. */
    public final long bytesRead;

    public final boolean keepAlive;
    public final boolean readToEof;
    public final boolean closed;
    public final boolean leaseOpen;
    public final boolean headRead;
    /** A close was entered and has not returned. */
    public final boolean closing;

    public final long closeEnteredNanos;
    /** The application's handle was collected. */
    public final boolean handleGone;
    /** The lease was ended by something else than the application. */
    public final boolean rescued;

    public final boolean eventStream;
    /** A subscriber of the application's decides when the body is read. */
    public final boolean subscribed;
    /** A thread waits for the peer on this connection. */
    public final boolean reading;
    /** Whether its progress can be seen at all. */
    public final boolean progressKnown;
    /** When the body last went on, or was handed out; before that, when the request did; 0 where neither was seen. */
    public final long progressNanos;
    /** A lease that the application took from the pool by itself. */
    public final boolean bare;
    /** The request has no answer, or the lease is bare, and it waits for the application to go on with it. */
    public final boolean waits;
    /** A thread of the client meanwhile waits inside the application's code. */
    public final boolean asked;
    /** It has looked held at some time. */
    public final boolean suspected;
    /** It began before an event was lost, which may have been its end. */
    public final boolean doubtful;

    ExchangeFacts(Exchange from, long pool, boolean reading, boolean asks, long doubtNanos) {
        int bits = from.bits();
        Connection connectionNow = from.connection;
        id = from.id;
        client = from.client;
        connection = connectionNow == null ? 0 : connectionNow.id;
        this.pool = pool;
        method = from.description.method;
        url = from.description.url;
        status = from.description.status;
        worker = from.worker;
        lastTouch = from.lastTouch;
        lastTouchNanos = from.lastTouchNanos;
        stack = from.trace.stack();
        submitters = from.trace.submitters();
        startedNanos = from.startedNanos;
        body = BodyState.of(bits);
        framing = from.description.framing;
        length = from.description.length;
        bytesRead = from.bytesRead;
        keepAlive = (bits & Exchange.NOT_KEPT_ALIVE) == 0;
        readToEof = (bits & Exchange.USER_EOF) != 0;
        closed = (bits & Exchange.CLOSE_ENTERED) != 0;
        leaseOpen = (bits & Exchange.LEASE_ENDED) == 0;
        headRead = (bits & Exchange.HEAD) != 0;
        closing = closed && (bits & Exchange.CLOSE_LEFT) == 0;
        closeEnteredNanos = from.closeEnteredNanos;
        handleGone = (bits & Exchange.HANDLE_GONE) != 0;
        rescued = (bits & Exchange.RESCUED) != 0;
        eventStream = (bits & Exchange.EVENT_STREAM) != 0;
        subscribed = (bits & Exchange.SUBSCRIBED) != 0;
        this.reading = reading;
        progressKnown = from.progressKnown;
        progressNanos = from.progressNanos;
        bare = (bits & Exchange.BARE) != 0;
        waits = leaseOpen && from.waits && (bits & (Exchange.HEAD | Exchange.BODY)) == 0;
        asked = waits && asks && !bare;
        suspected = from.suspectedNanos != 0;
        doubtful = from.beganBefore(doubtNanos);
    }
}
