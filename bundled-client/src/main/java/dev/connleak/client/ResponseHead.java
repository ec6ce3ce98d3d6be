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

    /**
     * This head as an application sees it: without the fields that describe only the way here, and without those that
     * are not true of a body that is decoded.
     */
    ResponseHead shown(boolean decoded) {
        HeadersBuilder shown = headers.toBuilder();
        if (framing == Framing.CHUNKED) {
            shown.remove("Transfer-Encoding").remove("Content-Length");
        }
        if (decoded) {
            shown.remove("Content-Encoding").remove("Content-Length");
        }
        return new ResponseHead(status, reason, shown.build(), framing, decoded ? -1 : contentLength, close);
    }

    /** Whether the connection leaves HTTP behind this head. */
    boolean switched() {
        String upgrade = headers.first("Upgrade");
        return status == 101 && upgrade != null && !upgrade.isEmpty() && headers.hasToken("Connection", "upgrade");
    }

    /** Whether there is a body in gzip. */
    boolean gzipped() {
        String encoding = headers.first("Content-Encoding");
        return framing != Framing.NONE && encoding != null && encoding.equalsIgnoreCase("gzip");
    }

    /** Whether the server, by word, version or framing, ends the connection after this response. */
    boolean close() {
        return close;
    }
}
