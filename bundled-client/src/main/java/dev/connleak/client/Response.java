package dev.connleak.client;

import java.io.InputStream;

/**
 * The answer to a request. Its body must be read to its end or closed, even if nobody wants it: until then the
 * connection is out of its pool.
 */
public final class Response implements AutoCloseable {

    private final ResponseHead head;
    private final ResponseBody body;
    private final long connectionId;

    Response(ResponseHead head, ResponseBody body, long connectionId) {
        this.head = head;
        this.body = body;
        this.connectionId = connectionId;
    }

    public int status() {
        return head.status();
    }

    /** The words behind the status, which may be none. */
    public String reason() {
        return head.reason();
    }

    public Headers headers() {
        return head.headers();
    }

    /** How the end of the body is known. */
    public Framing framing() {
        return head.framing();
    }

    /** What {@code Content-Length} says, −1 where it is absent or void. */
    public long contentLength() {
        return head.contentLength();
    }

    /** Whether the server ends the connection after this response. */
    public boolean connectionClose() {
        return head.close();
    }

    /** The id of the connection in {@link Transport#snapshot}. */
    public long connectionId() {
        return connectionId;
    }

    /** The body. With the last byte, where its framing tells, or else with −1 the connection returns to its pool. */
    public InputStream body() {
        return body;
    }

    /** Close the body. Before its end that closes the connection. */
    @Override
    public void close() {
        body.close();
    }

    @Override
    public String toString() {
        return head.status() + " " + head.reason();
    }
}
