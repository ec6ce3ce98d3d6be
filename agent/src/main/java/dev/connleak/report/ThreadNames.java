package dev.connleak.report;

/**
 * Takes secrets out of thread names: clients put URLs into them ({@code OkHttp https://host/…}), applications put users,
 * ids and tokens. Numbers of pools and workers stay.
 */
final class ThreadNames {
    private static final int LONGEST_NUMBER = 5;
    private static final int LONGEST_WORD = 20;
    /** With digits, upper and lower case, as base64 has them. */
    private static final int LONGEST_MIXED_WORD = 15;

    private static final String SEPARATORS = "-:/_#,.()[]@=";
    private static final String JETTY = "HttpClient@";
    private static final UrlTemplate ROUTE = UrlTemplate.of("route");

    private ThreadNames() {}

    static String apply(String name) {
        StringBuilder shown = new StringBuilder();
        for (String word : name.split(" ", -1)) {
            if (shown.length() > 0) {
                shown.append(' ');
            }
            String route = ROUTE.apply(word);
            shown.append(route != null ? route : isSecret(word) ? hidden(word) : word);
        }
        return shown.toString();
    }

    /** Jetty's threads tell by their number which one of a client's they are; what is before it differs from run to run. */
    private static String hidden(String word) {
        int number = word.lastIndexOf('-');
        return word.startsWith(JETTY) && number > 0 && !isSecretPart(word.substring(number + 1))
                ? JETTY + "{}" + word.substring(number)
                : "{}";
    }

    /** A mail address, or a word of which one part is: a long number, a hash, or a long mix of letters and digits. */
    private static boolean isSecret(String word) {
        if (word.indexOf('@') > 0) {
            return true;
        }
        int from = 0;
        for (int i = 0; i <= word.length(); i++) {
            if (i == word.length() || SEPARATORS.indexOf(word.charAt(i)) >= 0) {
                if (isSecretPart(word.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean isSecretPart(String part) {
        boolean upper = false;
        boolean lower = false;
        int digits = 0;
        int run = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
            digits += digit ? 1 : 0;
            run = digit ? run + 1 : 0;
            if (run > LONGEST_NUMBER) {
                return true;
            }
        }
        int longest = upper && lower ? LONGEST_MIXED_WORD : LONGEST_WORD;
        return UrlTemplate.isHash(part) || digits > 0 && part.length() > longest;
    }
}
