package dev.connleak.client;

/** The response body ends before its framing, or its encoding, says so. */
public final class TruncatedBodyException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    TruncatedBodyException(String route) {
        super(route, "unexpected end of the response body");
    }
}
