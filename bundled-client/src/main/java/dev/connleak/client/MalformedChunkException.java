package dev.connleak.client;

/** The chunked encoding of a response body is broken, or carries too much that is no data. */
public final class MalformedChunkException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    MalformedChunkException(String route, String reason) {
        super(route, reason);
    }
}
