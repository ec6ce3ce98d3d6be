package dev.connleak.client;

import java.io.IOException;

/** What the server sent cannot be used. Its connection is closed and never goes back to the pool. */
public abstract class BadResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String route;
    private final String reason;

    BadResponseException(String route, String reason) {
        super(route + ": " + reason);
        this.route = route;
        this.reason = reason;
    }

    /** Where the connection led, as in {@link ConnectionSnapshot#route}. */
    public final String route() {
        return route;
    }

    /** What is wrong. Bytes of the server are quoted in part, and printable. */
    public final String reason() {
        return reason;
    }
}
