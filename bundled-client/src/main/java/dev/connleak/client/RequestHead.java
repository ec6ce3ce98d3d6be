package dev.connleak.client;

import java.net.URI;

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
    private final StringBuilder text = new StringBuilder(256);

    private RequestHead(Request request, Route route) {
        this.request = request;
        this.route = route;
    }

    /** The text, with its empty line at the end. */
    static String of(Request request, Route route, RequestFraming framing, Settings settings) {
        RequestHead head = new RequestHead(request, route);
        head.line();
        head.origin();
        head.connection(settings.keepAlives);
        head.framing(framing);
        request.headers().forEach((name, value) -> {
            if (!ours(name)) {
                head.field(name, value);
            }
        });
        if (Compression.asked(settings, request)) {
            head.field("Accept-Encoding", "gzip");
        }
        head.proxyAuthorization();
        return head.text.append("\r\n").toString();
    }

    private void line() {
        text.append(request.method()).append(' ').append(target()).append(" HTTP/1.1\r\n");
    }

    private String target() {
        if (request.target() != null) {
            return request.target();
        }
        if (request.method().equals("CONNECT")) {
            return request.origin().hostAndPort();
        }
        URI ascii = URI.create(request.uri().toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        String target = (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
        Origin origin = request.origin();
        return route.forwarded() ? origin.scheme() + "://" + origin.authority() + target : target;
    }

    private void origin() {
        String host = request.headers().first("Host");
        String agent = request.headers().first("User-Agent");
        field("Host", host == null ? request.origin().authority() : host);
        if (agent == null || !agent.isEmpty()) {
            field("User-Agent", agent == null ? USER_AGENT : agent);
        }
    }

    /** A server that switches protocols is not to be told of the end of a connection that HTTP leaves anyway. */
    private void connection(boolean keepAlives) {
        boolean upgrade = request.headers().hasToken("Connection", "upgrade");
        boolean close = request.close() || !keepAlives && !upgrade;
        if (close && !request.headers().hasToken("Connection", "close")) {
            field("Connection", "close");
        }
    }

    private void framing(RequestFraming framing) {
        if (framing == RequestFraming.LENGTH) {
            field("Content-Length", Long.toString(request.body().length()));
        } else if (framing == RequestFraming.CHUNKED) {
            field("Transfer-Encoding", "chunked");
            if (!request.trailers().isEmpty()) {
                field("Trailer", String.join(", ", request.trailers().names()));
            }
        }
    }

    /** Of a request that the proxy itself is sent; a tunnel has told it with its CONNECT. */
    private void proxyAuthorization() {
        ProxyServer proxy = route.proxy();
        String authorization = route.forwarded() && proxy != null ? proxy.authorization() : null;
        if (authorization != null) {
            field("Proxy-Authorization", authorization);
        }
    }

    private void field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
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
