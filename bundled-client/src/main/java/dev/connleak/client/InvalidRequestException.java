package dev.connleak.client;

/**
 * The request that was described cannot be sent as it is. Nothing was sent, no connection was asked for, and the body
 * is closed.
 */
public abstract class InvalidRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String route;
    private final String field;

    InvalidRequestException(String route, String field, String reason) {
        super(route + ": " + field + " " + reason);
        this.route = route;
        this.field = field;
    }

    /** Scheme, host and port of the request, as far as it has them. */
    public final String route() {
        return route;
    }

    /** What is wrong: the name of a header field or trailer, or {@code method}, {@code target}, {@code URI}. */
    public final String field() {
        return field;
    }
}
