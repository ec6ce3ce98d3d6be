package dev.connleak.client;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as it is sent: request line, {@code Host}, {@code User-Agent}, {@code Connection}, the framing of
 * the body, then the application's fields in their order. Go semantics, 6.2; Go sorts the fields, since its map has no
 * order to keep.
 */
final class RequestHead {

    static final String USER_AGENT = "connleak-client";

    /** What follows from the body, or from elsewhere, and is not taken from the request's fields. */
    private static final String[] OURS = {"Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer"};

    private final Request request;
    private final Route route;
    private final OutputBuffer output;
    private final @Nullable Trace trace;

    private RequestHead(Request request, Route route, OutputBuffer output, @Nullable Trace trace) {
        this.request = request;
        this.route = route;
        this.output = output;
        this.trace = trace;
    }

    /** Write the head, with its empty line at the end, and flush nothing unless it does not fit the buffer. */
    static void write(
            Request request,
            Route route,
            RequestFraming framing,
            Settings settings,
            OutputBuffer output,
            @Nullable Trace trace)
            throws IOException {
        RequestHead head = new RequestHead(request, route, output, trace);
        head.line();
        head.origin();
        head.connection(settings.keepAlives);
        head.framing(framing);
        head.fields();
        if (Compression.asked(settings, request)) {
            head.field("Accept-Encoding", "gzip");
        }
        head.proxyAuthorization();
        output.write("\r\n");
    }

    /** Whether a request is nothing but a head, and one that takes half a buffer at most. */
    static boolean alone(Request request) {
        int length = request.uri().toString().length() + request.headers().length();
        return request.body() == RequestBody.none()
                && request.target() == null
                && request.trailers().isEmpty()
                && length <= OutputBuffer.SIZE / 2;
    }

    private void line() throws IOException {
        output.write(request.method());
        output.write(" ");
        output.write(target());
        output.write(" HTTP/1.1\r\n");
    }

    private String target() {
        if (request.target() != null) {
            return request.target();
        }
        if (request.method().equals("CONNECT")) {
            return request.origin().hostAndPort();
        }
        URI ascii = Tokens.ascii(request.uri().toString())
                ? request.uri()
                : URI.create(request.uri().toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        String target = (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
        Origin origin = request.origin();
        return route.forwarded() ? origin.scheme() + "://" + origin.authority() + target : target;
    }

    private void origin() throws IOException {
        String host = request.headers().first("Host");
        String agent = request.headers().first("User-Agent");
        field("Host", host == null ? request.origin().authority() : host);
        if (agent == null || !agent.isEmpty()) {
            field("User-Agent", agent == null ? USER_AGENT : agent);
        }
    }

    /** A server that switches protocols is not to be told of the end of a connection that HTTP leaves anyway. */
    private void connection(boolean keepAlives) throws IOException {
        boolean upgrade = request.headers().hasToken("Connection", "upgrade");
        boolean close = request.close() || !keepAlives && !upgrade;
        if (close && !request.headers().hasToken("Connection", "close")) {
            field("Connection", "close");
        }
    }

    private void framing(RequestFraming framing) throws IOException {
        if (framing == RequestFraming.LENGTH) {
            field("Content-Length", Long.toString(request.body().length()));
        } else if (framing == RequestFraming.CHUNKED) {
            field("Transfer-Encoding", "chunked");
            if (!request.trailers().isEmpty()) {
                field("Trailer", String.join(", ", request.trailers().names()));
            }
        }
    }

    private void fields() throws IOException {
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            if (!ours(headers.name(i))) {
                field(headers.name(i), headers.value(i));
            }
        }
    }

    /** Of a request that the proxy itself is sent; a tunnel has told it with its CONNECT. */
    private void proxyAuthorization() throws IOException {
        ProxyServer proxy = route.proxy();
        String authorization = route.forwarded() && proxy != null ? proxy.authorization() : null;
        if (authorization != null) {
            field("Proxy-Authorization", authorization);
        }
    }

    private void field(String name, String value) throws IOException {
        output.write(name);
        output.write(": ");
        output.write(value);
        output.write("\r\n");
        if (trace != null) {
            trace.tell(each -> each.wroteHeaderField(request, name, value));
        }
    }

    private static boolean ours(String name) {
        for (String each : OURS) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
