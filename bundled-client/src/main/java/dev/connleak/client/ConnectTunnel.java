package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks an HTTP proxy for a tunnel to an origin (RFC 9110, 9.3.6). */
final class ConnectTunnel {

    private final Settings settings;
    private final Route route;
    private final ProxyServer proxy;
    private final String target;

    ConnectTunnel(Settings settings, Route route, ProxyServer proxy, Origin origin) {
        this.settings = settings;
        this.route = route;
        this.proxy = proxy;
        target = origin.hostAndPort();
    }

    /**
     * Ask and await the answer. After this the socket leads to the origin.
     *
     * @param tcp the socket at the bottom, which is closed when the proxy takes too long
     */
    void open(Socket socket, Socket tcp) throws IOException {
        byte[] request = request().getBytes(StandardCharsets.ISO_8859_1);
        ResponseHead head = exchange(socket, tcp, request);
        settings.proxyConnectListener.answered(proxy.uri(), target, head.status(), head.headers());
        if (head.status() != 200) {
            throw new ProxyRefusedException(route.toString(), head.status(), head.reason());
        }
    }

    private ResponseHead exchange(Socket socket, Socket tcp, byte[] request) throws IOException {
        TimeLimit limit = TimeLimit.start(
                settings.threads, "CONNECT by " + proxy, settings.proxyConnectNanos, () -> Link.discard(tcp));
        try (TimeLimit closing = limit) {
            socket.getOutputStream().write(request);
            // What is read ahead is dropped with the buffer: nothing comes before we begin TLS. The limit is Go's
            // since 1.25; before, a proxy could fill the memory with one endless head.
            InputBuffer input = new InputBuffer(socket.getInputStream(), route.toString(), InputBuffer.SIZE);
            return new HeadReader(input, "CONNECT", settings.maxResponseHeaderBytes, settings.lenientResponses)
                    .read((status, headers) -> false);
        } catch (IOException e) {
            throw limit.passed()
                    ? new ProxyTimeoutException(route.toString())
                    : new ProxyConnectException(route.toString(), e);
        }
    }

    private String request() throws IOException {
        Headers given = settings.proxyConnectHeaders.headersFor(proxy.uri(), target);
        HeadersBuilder fields = Headers.builder().add("Host", target);
        if (!given.contains("User-Agent")) {
            fields.add("User-Agent", RequestHead.USER_AGENT);
        }
        String authorization = proxy.authorization();
        given.forEach((name, value) -> {
            boolean ours = name.equalsIgnoreCase("Host")
                    || authorization != null && name.equalsIgnoreCase("Proxy-Authorization");
            if (!ours) {
                fields.add(name, value);
            }
        });
        if (authorization != null) {
            fields.add("Proxy-Authorization", authorization);
        }
        StringBuilder request = new StringBuilder("CONNECT ").append(target).append(" HTTP/1.1\r\n");
        fields.build()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }
}
