package dev.connleak.cli.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives names numbers: the same name the same number, so that what belonged together still does. Used by one thread. */
final class Names {

    /** Scheme, host (an IPv6 address in brackets), port, and the rest, which goes. */
    private static final Pattern URL =
            Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[^]]*]|[^:/?#]*)(:\\d+)?(.*)", Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]*]|.*?)(:\\d+)?", Pattern.DOTALL);

    /** Shorter words are parts of English; a name that short gives nothing away. */
    private static final int SHORTEST = 3;

    private final Map<String, String> numbered = new HashMap<>();
    private final Map<String, Integer> last = new TreeMap<>();

    /** {@code host-1}; empty text stays. */
    String number(String sort, String name) {
        if (name.isEmpty()) {
            return name;
        }
        return numbered.computeIfAbsent(name, any -> sort + "-" + last.merge(sort, 1, Integer::sum));
    }

    /** {@code http://host-1:8080}: scheme and port stay. */
    String url(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return number("place", text);
        }
        String port = url.group(3) == null ? "" : url.group(3);
        String rest = url.group(4).isEmpty() || url.group(4).equals("/") ? url.group(4) : "/…";
        return url.group(1) + "://" + number("host", url.group(2)) + port + rest;
    }

    /** {@code host-1:8080}. */
    String address(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return number("place", text);
        }
        return number("host", address.group(1)) + (address.group(2) == null ? "" : address.group(2));
    }

    /** A text with all numbered names replaced, wherever they are words of their own. */
    String without(String text) {
        String result = text;
        List<String> longestFirst = new ArrayList<>(numbered.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (String name : longestFirst) {
            if (name.length() >= SHORTEST && result.contains(name)) {
                result = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                        .matcher(result)
                        .replaceAll(Matcher.quoteReplacement(numbered.getOrDefault(name, "")));
            }
        }
        return result;
    }
}
