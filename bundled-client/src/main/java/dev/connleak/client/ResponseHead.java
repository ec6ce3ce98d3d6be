package dev.connleak.client;

/** Status line and header fields of a final response, and what they say of its body and its connection. */
final class ResponseHead {

    private final int status;
    private final String reason;
    private final Headers headers;
    private final Framing framing;
    private final long contentLength;
    private final boolean close;

    ResponseHead(int status, String reason, Headers headers, Framing framing, long contentLength, boolean close) {
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.framing = framing;
        this.contentLength = contentLength;
        this.close = close;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    Headers headers() {
        return headers;
    }

    Framing framing() {
        return framing;
    }

    /** What Content-Length says, which for HEAD is not the length of this body; −1 where it is unknown. */
    long contentLength() {
        return contentLength;
    }

    /** Whether the server, by word, version or framing, ends the connection after this response. */
    boolean close() {
        return close;
    }
}
