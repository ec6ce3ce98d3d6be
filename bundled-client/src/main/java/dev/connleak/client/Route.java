package dev.connleak.client;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where connections lead: those of one route can serve each other's requests (Go semantics 3.1).
 *
 * <p>To an http origin by an http or https proxy it leads no further than that proxy, which is told the origin by each
 * request: all such origins share their connections. A tunnel and a SOCKS connection belong to their origin.
 */
final class Route {

    private final String scheme;

    /** Null where the proxy is as far as the connection itself leads. */
    private final @Nullable Origin origin;

    private final @Nullable ProxyServer proxy;

    /** Of the proxy, with its secrets; empty where there is none. */
    private final String identity;

    private Route(String scheme, @Nullable Origin origin, @Nullable ProxyServer proxy) {
        this.scheme = scheme;
        this.origin = origin;
        this.proxy = proxy;
        identity = proxy == null ? "" : proxy.identity();
    }

    /** The way to the origin of a request, by the proxy that is chosen for it now. */
    static Route of(Request request, Proxies proxies) throws IOException {
        Origin origin = request.origin();
        ProxyServer proxy = ProxyServer.of(proxies.proxyFor(request));
        boolean forwarded = proxy != null && !proxy.socks() && !origin.secure();
        return new Route(origin.scheme(), forwarded ? null : origin, proxy);
    }

    /** The origin that the connection itself reaches, or null where it is a proxy's to reach it. */
    @Nullable
    Origin origin() {
        return origin;
    }

    @Nullable
    ProxyServer proxy() {
        return proxy;
    }

    /** What is dialled: the proxy, or the origin where there is none. */
    Origin firstHop() {
        if (proxy != null) {
            return proxy.origin();
        }
        if (origin == null) {
            throw new IllegalStateException("a route to nowhere");
        }
        return origin;
    }

    /** Whether requests go to a proxy in absolute form, which forwards them. */
    boolean forwarded() {
        return origin == null;
    }

    /** The pool key in Go's printed form, {@code proxy|scheme|host:port}, without the secrets of the proxy. */
    String key() {
        return (proxy == null ? "" : proxy) + "|" + scheme + "|" + (origin == null ? "" : origin.hostAndPort());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Route)) {
            return false;
        }
        Route that = (Route) other;
        return Objects.equals(origin, that.origin) && scheme.equals(that.scheme) && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(origin) + identity.hashCode();
    }

    @Override
    public String toString() {
        return (origin == null ? scheme : origin) + (proxy == null ? "" : " by proxy " + proxy);
    }
}
