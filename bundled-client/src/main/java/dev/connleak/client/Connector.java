package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/**
 * Makes the link that a route asks for, hop by hop: TCP to the proxy or the origin, TLS with a secure proxy, a tunnel or
 * SOCKS by the proxy, TLS with a secure origin (Go semantics 6.4).
 */
final class Connector {

    private interface Step {
        Socket take() throws IOException;
    }

    private final Settings settings;
    private final Route route;
    private final Request request;
    private final DialAbort abort;
    private final DialTrace trace;

    Connector(Settings settings, Route route, Call call, DialAbort abort) {
        this.settings = settings;
        this.route = route;
        request = call.request();
        trace = new DialTrace(call);
        this.abort = abort;
    }

    Link connect() throws IOException {
        Origin first = route.firstHop();
        boolean dialsTls = first.secure() && settings.tlsDialer != null;
        Socket tcp = toFirstHop(() -> dial(first, dialsTls));
        boolean done = false;
        try {
            TlsLayer tls = new TlsLayer(settings, tcp, trace);
            Socket hop = first.secure() && !dialsTls ? toFirstHop(() -> tls.over(tcp, first)) : tcp;
            ProxyServer proxy = route.proxy();
            Link link = new Link(settings, tcp, proxy == null ? hop : beyond(proxy, hop, tcp, tls));
            done = true;
            return link;
        } finally {
            if (!done) {
                Link.discard(tcp);
            }
        }
    }

    private Socket dial(Origin place, boolean tls) throws IOException {
        Dialer dialer = tls ? settings.tlsDialer : settings.dialer;
        if (dialer == null) {
            return new TcpDialer(settings, abort, trace).dial(place.host(), place.port());
        }
        Socket socket = dialer.dial(place.host(), place.port(), request);
        if (socket == null) {
            throw new SocketException("the dialer returned no socket for " + place);
        }
        abort.at(socket);
        return socket;
    }

    /** From a proxy to the origin, where the connection itself leads so far. */
    private Socket beyond(ProxyServer proxy, Socket hop, Socket tcp, TlsLayer tls) throws IOException {
        Origin origin = route.origin();
        if (origin == null) {
            return hop;
        }
        if (proxy.socks()) {
            new SocksHandshake(hop, proxy, route).connect(origin);
        } else {
            new ConnectTunnel(settings, route, proxy, origin).open(hop, tcp);
        }
        return origin.secure() ? tls.over(hop, origin) : hop;
    }

    private Socket toFirstHop(Step step) throws IOException {
        try {
            return step.take();
        } catch (IOException e) {
            throw route.proxy() == null ? e : new ProxyConnectException(route.toString(), e);
        }
    }
}
