package dev.connleak.client;

import java.time.Instant;

/** The request that holds a connection, or waits for one, at one moment. */
public final class OwnerSnapshot {

    private final String request;
    private final Instant since;

    OwnerSnapshot(Request request, long sinceMillis) {
        this.request = request.method() + " " + request.origin()
                + (request.uri().getRawPath() == null ? "" : request.uri().getRawPath());
        since = Instant.ofEpochMilli(sinceMillis);
    }

    /** Method and URI, without user information, query and fragment. */
    public String request() {
        return request;
    }

    /** Since when it holds the connection, or waits. */
    public Instant since() {
        return since;
    }

    @Override
    public String toString() {
        return request + " since " + since;
    }
}
