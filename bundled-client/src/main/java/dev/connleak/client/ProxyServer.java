package dev.connleak.client;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A proxy: how it is spoken to, where it is, and who we are to it. */
final class ProxyServer {

    private final URI uri;
    private final Origin origin;
    private final String userInfo;

    private ProxyServer(URI uri) {
        this.uri = uri;
        origin = Origin.of(uri);
        String authority = uri.getRawAuthority();
        userInfo = authority.substring(0, Math.max(0, authority.lastIndexOf('@')));
    }

    /** @throws BadProxyException if the URI names no proxy that can be used */
    static @Nullable ProxyServer of(@Nullable URI uri) throws BadProxyException {
        if (uri == null) {
            return null;
        }
        ProxyServer proxy;
        try {
            proxy = new ProxyServer(uri);
        } catch (IllegalArgumentException e) {
            throw new BadProxyException("the proxy's URI has no scheme, no host or no port: " + e.getMessage(), e);
        }
        if (Origin.defaultPort(proxy.origin.scheme()) == 0) {
            throw new BadProxyException(
                    "proxy scheme " + proxy.origin.scheme() + " is none of http, https, socks5 and socks5h", null);
        }
        return proxy;
    }

    URI uri() {
        return uri;
    }

    /** Where it is, and whether TLS is spoken with it. */
    Origin origin() {
        return origin;
    }

    boolean socks() {
        return origin.scheme().startsWith("socks5");
    }

    /** Whether there are a user and a password; the latter may be empty. */
    boolean known() {
        return !userInfo.isEmpty();
    }

    String user() {
        int colon = userInfo.indexOf(':');
        return decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    }

    String password() {
        int colon = userInfo.indexOf(':');
        return colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
    }

    /** The value of the Proxy-Authorization field (RFC 7617), or null where we are nobody. */
    @Nullable
    String authorization() {
        if (!known()) {
            return null;
        }
        byte[] secret = (user() + ":" + password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(secret);
    }

    /** What tells two proxies apart, secrets included. Not to be printed. */
    String identity() {
        return userInfo + "@" + origin;
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return origin.toString();
    }

    private static String decoded(String escaped) {
        try {
            // A plus is a plus in user information; the decoder is one for forms.
            return URLDecoder.decode(escaped.replace("+", "%2B"), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("no UTF-8", e);
        }
    }
}
