package dev.connleak.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where connections lead: those of one route can serve each other's requests. */
final class Route {

    private static final int HTTP_PORT = 80;
    private static final int LAST_PORT = 65_535;

    private final String scheme;
    private final String host;
    private final int port;

    private Route(String scheme, String host, int port) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
    }

    static Route of(URI uri) {
        String host = uri.getHost();
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "unsupported protocol scheme " + uri.getScheme() + " (http is supported)");
        }
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException("no host in request URI (http://host[:port]/path is wanted)");
        }
        if (uri.getPort() > LAST_PORT) {
            throw new IllegalArgumentException("port " + uri.getPort() + " is above " + LAST_PORT);
        }
        return new Route("http", host, uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
    }

    /** The host as a resolver takes it. */
    String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return port;
    }

    /** The value of the Host field, which leaves the default port out. */
    String authority() {
        return port == HTTP_PORT ? host : host + ":" + port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Route && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
