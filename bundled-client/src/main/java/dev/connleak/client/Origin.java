package dev.connleak.client;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The server that a URI names: scheme, host and port.
 *
 * <p>The authority is taken apart here, since {@link URI#getHost} knows neither international names nor underscores.
 */
final class Origin {

    private static final int LAST_PORT = 65_535;

    private final String scheme;

    /** In ASCII, an IPv6 address in brackets; its case is kept. */
    private final String host;

    private final int port;

    private Origin(String scheme, String host, int port) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
    }

    /** @throws IllegalArgumentException if the URI has no scheme or no host, or a port that is none */
    static Origin of(URI uri) {
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException("no scheme in request URI (http://host[:port]/path is wanted)");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = place.lastIndexOf(':');
        boolean ported = colon > place.lastIndexOf(']');
        String host = ported ? place.substring(0, colon) : place;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host in request URI (" + scheme + "://host[:port]/path is wanted)");
        }
        String port = ported ? place.substring(colon + 1) : "";
        return new Origin(scheme, ascii(host), port.isEmpty() ? defaultPort(scheme) : port(port));
    }

    String scheme() {
        return scheme;
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** The host as a resolver takes it. */
    String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return port;
    }

    /** Host and port, as a CONNECT names them. */
    String hostAndPort() {
        return host + ":" + port;
    }

    /** The value of the Host field, which leaves the default port and the zone of an address out. */
    String authority() {
        int zone = host.indexOf('%');
        String unzoned = zone < 0 ? host : host.substring(0, zone) + "]";
        return port == defaultPort(scheme) ? unzoned : unzoned + ":" + port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Origin)) {
            return false;
        }
        Origin that = (Origin) other;
        return port == that.port && host.equals(that.host) && scheme.equals(that.scheme);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + hostAndPort();
    }

    /** The port of a scheme, 0 where it has none of its own. */
    static int defaultPort(String scheme) {
        switch (scheme) {
            case "http":
                return 80;
            case "https":
                return 443;
            case "socks5":
            case "socks5h":
                return 1080;
            default:
                return 0;
        }
    }

    private static String ascii(String host) {
        if (host.startsWith("[")) {
            return host.replace("%25", "%");
        }
        try {
            return Tokens.ascii(host) ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("host in request URI has no ASCII form: " + Tokens.printable(host), e);
        }
    }

    private static int port(String text) {
        // Five digits always fit an int, and no port has more.
        int port = Tokens.digits(text) && text.length() <= 5 ? Integer.parseInt(text) : -1;
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "port in request URI is not within 0 and " + LAST_PORT + ": " + Tokens.printable(text));
        }
        return port;
    }
}
