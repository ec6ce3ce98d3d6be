package dev.connleak.client;

/** A response body that was to be decoded is no gzip stream, or a damaged one. */
public final class MalformedGzipException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    MalformedGzipException(String route, String reason) {
        super(route, reason);
    }
}
