package dev.connleak.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code Location} field leads. {@link URI#resolve} follows RFC 2396, which loses the last segment before a bare
 * query and keeps dots that lead above the root; this follows RFC 3986, 5.2.
 */
final class Location {

    private static final String ILLEGAL = " \"<>\\^`{|}";

    private final URI reference;

    private Location(URI reference) {
        this.reference = reference;
    }

    /** Read a field value as servers write it: characters that a URI may not have are escaped. */
    static Location parse(String value) throws RedirectException {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // Heads are read as Latin-1, so a character above ASCII is one byte of UTF-8.
            if (c > 0x7f && c <= 0xff || ILLEGAL.indexOf(c) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        try {
            return new Location(new URI(escaped.toString()));
        } catch (URISyntaxException e) {
            throw new RedirectException("failed to parse Location header " + Tokens.printable(value));
        }
    }

    /** Whether it stays at the host that named it. */
    boolean relative() {
        return !reference.isAbsolute() && reference.getRawAuthority() == null;
    }

    URI from(URI base) throws RedirectException {
        if (reference.isAbsolute()) {
            return reference;
        }
        String authority = reference.getRawAuthority();
        String path = reference.getRawPath();
        String query = reference.getRawQuery();
        if (authority != null) {
            path = withoutDots(path);
        } else {
            authority = base.getRawAuthority();
            if (path.isEmpty()) {
                path = base.getRawPath();
                query = query == null ? base.getRawQuery() : query;
            } else {
                path = withoutDots(path.startsWith("/") ? path : directory(base.getRawPath()) + path);
            }
        }
        return uri(base.getScheme() + "://" + authority + path, query);
    }

    private URI uri(String start, @Nullable String query) throws RedirectException {
        String fragment = reference.getRawFragment();
        String text = start + (query == null ? "" : "?" + query) + (fragment == null ? "" : "#" + fragment);
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RedirectException("Location header leads to no URI: " + Tokens.printable(text));
        }
    }

    /** The path up to its last slash, which stands for an empty path, too. */
    private static String directory(String path) {
        return path.isEmpty() ? "/" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** RFC 3986, 5.2.4. */
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean up = segments[i].equals("..");
            boolean dots = up || segments[i].equals(".");
            if (up && kept.size() > 1) {
                kept.remove(kept.size() - 1);
            }
            if (!dots) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return String.join("/", kept);
    }
}
