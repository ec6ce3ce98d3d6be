package dev.connleak.client;

/** {@code Content-Length} is no number, or says two different ones (RFC 9112, 6.3). */
public final class BadContentLengthException extends MalformedResponseException {

    private static final long serialVersionUID = 1L;

    BadContentLengthException(String route, String reason) {
        super(route, reason);
    }
}
