package dev.connleak.client;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy of a request. It is asked for every attempt, on the thread that sends the request.
 *
 * <p>A proxy is a URI: {@code http://[user:password@]host[:port]}, or {@code https}, {@code socks5}, {@code socks5h}.
 * With both of the latter the proxy resolves the origin's name.
 */
public interface Proxies {

    /**
     * The proxy to send a request by, or null to send it to its origin.
     *
     * @throws IOException to fail the request
     */
    @Nullable
    URI proxyFor(Request request) throws IOException;

    /** No proxy at all. */
    static Proxies none() {
        return request -> null;
    }

    /** One proxy for all requests. */
    static Proxies of(URI proxy) {
        return request -> proxy;
    }

    /**
     * The proxies that the environment names, read once, here: {@code HTTP_PROXY} for http, {@code HTTPS_PROXY} for
     * https, not for what {@code NO_PROXY} lists; or the same in lower case where those are not set.
     *
     * <p>{@code NO_PROXY} is a list, separated by commas, of {@code *}, addresses, networks in CIDR form, hosts (with
     * their subdomains) and {@code .host} or {@code *.host} (subdomains only), all but networks with an optional port.
     * The host {@code localhost} and loopback addresses are never reached by a proxy. In a CGI process, which has
     * {@code REQUEST_METHOD} set, {@code HTTP_PROXY} may be a header of its client's, and a request for it fails.
     */
    static Proxies environment() {
        return new EnvironmentProxies(System.getenv());
    }
}
