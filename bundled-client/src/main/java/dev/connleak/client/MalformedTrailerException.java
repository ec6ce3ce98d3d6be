package dev.connleak.client;

/** The trailer behind a chunked response body is cut off, too long or malformed. */
public final class MalformedTrailerException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    MalformedTrailerException(String route, String reason) {
        super(route, reason);
    }
}
