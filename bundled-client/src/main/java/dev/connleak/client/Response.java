package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request. Its body must be read to its end or closed, even if nobody wants it: until then the
 * connection is out of its pool.
 */
public final class Response implements AutoCloseable {

    private final ResponseHead head;
    private final InputStream body;
    private final @Nullable Request request;
    private final @Nullable Received received;

    Response(ResponseHead head, InputStream body, @Nullable Request request, @Nullable Received received) {
        this.head = head;
        this.body = body;
        this.request = request;
        this.received = received;
    }

    /** A response that came over no connection of a {@link Transport}, for other round trippers. */
    public static Response of(int status, Headers headers, @Nullable InputStream body) {
        Framing framing = body == null ? Framing.NONE : Framing.UNTIL_CLOSE;
        return new Response(
                new ResponseHead(status, "", headers, framing, -1, false),
                body == null ? new ByteArrayInputStream(new byte[0]) : body,
                null,
                null);
    }

    /** The same response with another body, which must end and close the one that it stands for. */
    public Response withBody(InputStream body) {
        return new Response(head, body, request, received);
    }

    /** The same response as the answer to a request. */
    Response withRequest(Request request) {
        return new Response(head, body, request, received);
    }

    /** The request that this is the answer to, the last one after redirects; null where nobody has said. */
    public @Nullable Request request() {
        return request;
    }

    public int status() {
        return head.status();
    }

    /** The words behind the status, which may be none. */
    public String reason() {
        return head.reason();
    }

    /**
     * The fields of the head, without what describes only the way here: {@code Transfer-Encoding} of a chunked body, and
     * {@code Content-Encoding} and {@code Content-Length} of one that the transport decodes.
     */
    public Headers headers() {
        return head.headers();
    }

    /** How the end of the body is known. */
    public Framing framing() {
        return head.framing();
    }

    /** What {@code Content-Length} says, −1 where it is absent or void, or the body is decoded. */
    public long contentLength() {
        return head.contentLength();
    }

    /** Whether the body came in gzip that only the transport had asked for, and is decoded as it is read. */
    public boolean uncompressed() {
        return received != null && received.decoded();
    }

    /** Whether the server ends the connection after this response. */
    public boolean connectionClose() {
        return head.close();
    }

    /** The id of the connection in {@link Transport#snapshot}, zero if it came over none. */
    public long connectionId() {
        return received == null ? 0 : received.connectionId();
    }

    /** What TLS has agreed on with the origin: certificates, version, cipher suite. Null in the clear. */
    public @Nullable SSLSession sslSession() {
        return received == null ? null : received.sslSession();
    }

    /** The body. With the last byte, where its framing tells, or else with −1 the connection returns to its pool. */
    public InputStream body() {
        return body;
    }

    /** The names of the trailer fields that the head announces. */
    public List<String> announcedTrailers() {
        return head.headers().tokens("Trailer");
    }

    /** The fields that came behind the body, announced or not; null until its end was read. */
    public @Nullable Headers trailers() {
        return received == null ? null : received.trailers();
    }

    /**
     * The way to the server on a connection that has switched protocols (status 101), null on any other. Such a
     * connection belongs to the application: {@link #body} reads what comes, starting with what was read ahead, and its
     * close closes the socket; no pool, no timeout and no cancel knows of it any more.
     */
    public @Nullable OutputStream output() throws IOException {
        return received == null ? null : received.output();
    }

    /** Close the body. Before its end that closes the connection. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // A body of ours never fails here; one of another round tripper has been given up all the same.
            return;
        }
    }

    @Override
    public String toString() {
        return head.status() + " " + head.reason();
    }
}
