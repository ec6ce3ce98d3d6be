package dev.connleak.client;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the request of the next hop from the first request and the response that redirects. For one send.
 *
 * <p>What a hop has lost stays lost: a body that was dropped is not sent again, and secrets that were kept from one host
 * are kept from all that follow it, its way back among them.
 */
final class Hops {

    /** What the application said to the host that it named, and to no other. */
    private static final Set<String> SECRETS = new HashSet<>(Arrays.asList(
            "authorization", "www-authenticate", "cookie", "cookie2", "proxy-authorization", "proxy-authenticate"));

    private final Request first;
    private final boolean jar;
    private Headers headers;
    private boolean bodyDropped;

    /** @param jar whether a cookie jar answers for the cookies that servers set */
    Hops(Request first, boolean jar) {
        this.first = first;
        this.jar = jar;
        headers = first.headers();
    }

    /** Whether a response asks for another request which could be made. */
    boolean redirects(Response response) {
        switch (response.status()) {
            case 301:
            case 302:
            case 303:
                return true;
            case 307:
            case 308:
                return first.body().length() == 0 || first.body().replayable();
            default:
                return false;
        }
    }

    /**
     * Make the next request.
     *
     * @param last the request that was redirected
     * @throws RedirectException if the location cannot be understood, or leads to what no request can reach
     */
    Request next(Request last, Response response, String location) throws RedirectException {
        Location parsed = Location.parse(location);
        URI uri = parsed.from(last.uri());
        String host = host(uri);
        if (response.status() < 307) {
            bodyDropped = true;
        }
        if (jar) {
            forgetCookiesThatAreSet(response.headers());
        }
        if (!sameSite(first.origin().host(), host)) {
            SECRETS.forEach(this::forget);
        }
        RequestBuilder next = first.toBuilder().uri(uri).headers(headers).removeHeader("Host");
        if (bodyDropped) {
            boolean head = last.method().equals("HEAD");
            next.method(head || response.status() >= 307 ? last.method() : "GET", RequestBody.none());
        } else {
            next.method(last.method());
        }
        String named = last.headers().first("Host");
        if (named != null && parsed.relative()) {
            next.header("Host", named);
        }
        if (!headers.contains("Referer") && !leavesTls(last.uri(), uri)) {
            next.header("Referer", UserInfo.removed(last.uri()));
        }
        return next.build();
    }

    /** Whether a host is the first one, or of its domain. */
    static boolean sameSite(String first, String next) {
        String parent = first.toLowerCase(Locale.ROOT);
        String host = next.toLowerCase(Locale.ROOT);
        if (host.equals(parent)) {
            return true;
        }
        // An IPv6 address may carry a zone, which is free text and no domain.
        return host.indexOf(':') < 0 && host.indexOf('%') < 0 && host.endsWith("." + parent);
    }

    private static String host(URI uri) throws RedirectException {
        try {
            return Origin.of(uri).host();
        } catch (IllegalArgumentException e) {
            throw new RedirectException("Location header leads to no server: " + e.getMessage());
        }
    }

    private static boolean leavesTls(URI last, URI next) {
        return "https".equalsIgnoreCase(last.getScheme()) && "http".equalsIgnoreCase(next.getScheme());
    }

    private void forget(String name) {
        headers = headers.toBuilder().remove(name).build();
    }

    /** The jar knows them better than the application, which named them before. */
    private void forgetCookiesThatAreSet(Headers response) {
        Set<String> set =
                response.all("Set-Cookie").stream().map(Hops::cookieName).collect(Collectors.toSet());
        List<String> cookies = headers.all("Cookie");
        String kept = cookies.stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::trim)
                .filter(pair -> !pair.isEmpty() && !set.contains(cookieName(pair)))
                .collect(Collectors.joining("; "));
        if (!cookies.isEmpty() && !set.isEmpty()) {
            forget("Cookie");
            headers = kept.isEmpty()
                    ? headers
                    : headers.toBuilder().add("Cookie", kept).build();
        }
    }

    private static String cookieName(String pair) {
        int end = pair.indexOf('=');
        return (end < 0 ? pair : pair.substring(0, end)).trim();
    }
}
