package dev.connleak.report;

import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of URLs: user info, the query's values, the fragment, and every path segment that looks like data.
 * What remains groups requests by what they are, as a route template does.
 */
public final class UrlTemplate {
    private static final String DATA = "{}";
    private static final int LONGEST_WORD = 20;
    private static final int SHORTEST_HASH = 8;

    private final boolean pathShown;
    private final boolean segmentsShown;

    private UrlTemplate(boolean pathShown, boolean segmentsShown) {
        this.pathShown = pathShown;
        this.segmentsShown = segmentsShown;
    }

    /** @param mode {@code template}, {@code route} (origin only) or {@code full} (path as it is) */
    public static UrlTemplate of(String mode) {
        return new UrlTemplate(!mode.equals("route"), mode.equals("full"));
    }

    /** Scheme, host and port; null for what is no URL. */
    public static @Nullable String origin(@Nullable String url) {
        int authority = url == null ? -1 : url.indexOf("://");
        if (url == null || authority < 0) {
            return null;
        }
        int end = pathStart(url, authority + 3);
        String host = url.substring(authority + 3, end);
        return url.substring(0, authority + 3) + host.substring(host.lastIndexOf('@') + 1);
    }

    public @Nullable String apply(@Nullable String url) {
        String origin = origin(url);
        if (url == null || origin == null) {
            return null;
        }
        if (!pathShown) {
            return origin;
        }
        int path = pathStart(url, url.indexOf("://") + 3);
        int query = url.indexOf('?', path);
        int fragment = url.indexOf('#', path);
        int end = fragment < 0 ? url.length() : fragment;
        if (query >= 0 && query < end) {
            end = query;
        }
        String shown = segmentsShown ? url.substring(path, end) : segments(url.substring(path, end));
        return origin + shown + (query >= 0 ? "?…" : "");
    }

    private static int pathStart(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static String segments(String path) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                String segment = path.substring(from, i);
                shown.append(isData(segment) ? DATA : segment);
                if (i < path.length()) {
                    shown.append('/');
                }
                from = i + 1;
            }
        }
        return shown.toString();
    }

    /** Digits, anything encoded, an address, or too long for a word: ids, tokens, mail addresses, hashes. */
    static boolean isData(String segment) {
        if (segment.length() > LONGEST_WORD || isHash(segment)) {
            return true;
        }
        int digits = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '@' || c == '%' || c == '=' || c == '+' || c > '~') {
                return true;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        boolean version =
                digits > 0 && segment.length() == digits + 1 && (segment.charAt(0) == 'v' || segment.charAt(0) == 'V');
        return digits > 0 && !version;
    }

    /** Hexadecimal and too long for a word: {@code facade} is none. */
    static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() >= SHORTEST_HASH;
    }
}
