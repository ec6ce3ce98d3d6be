package dev.connleak.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that environment variables name, by the rules of Go's x/net/http/httpproxy. */
final class EnvironmentProxies implements Proxies {

    private final String http;
    private final String https;
    private final NoProxy without;

    /** Where it is set, HTTP_PROXY may be what a client of ours has sent as a header named Proxy. */
    private final boolean cgi;

    EnvironmentProxies(Map<String, String> environment) {
        http = first(environment, "HTTP_PROXY", "http_proxy");
        https = first(environment, "HTTPS_PROXY", "https_proxy");
        without = new NoProxy(first(environment, "NO_PROXY", "no_proxy"));
        cgi = !first(environment, "REQUEST_METHOD").isEmpty();
    }

    @Override
    public @Nullable URI proxyFor(Request request) throws BadProxyException {
        Origin origin = request.origin();
        String proxy = origin.secure() ? https : http;
        if (proxy.isEmpty()) {
            return null;
        }
        if (!origin.secure() && cgi) {
            throw new BadProxyException("HTTP_PROXY is not used in a CGI process: it may come from a request", null);
        }
        return without.covers(origin.host(), origin.port()) ? null : parse(proxy);
    }

    /** A proxy without a scheme speaks http. */
    private static URI parse(String proxy) throws BadProxyException {
        try {
            return new URI(proxy.contains("://") ? proxy : "http://" + proxy);
        } catch (URISyntaxException e) {
            // Neither the value nor the cause is told: a password may be in both.
            throw new BadProxyException("the environment's proxy is not a URI", null);
        }
    }

    private static String first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
