package dev.connleak.report;

/**
 * Takes secrets out of thread names: clients put URLs into them ({@code OkHttp https://host/…}), applications put user
 * names. Numbers of pools and workers stay, long ones go.
 */
final class ThreadNames {
    private static final int LONGEST_NUMBER = 5;
    private static final UrlTemplate ROUTE = UrlTemplate.of("route");

    private ThreadNames() {}

    static String apply(String name) {
        StringBuilder shown = new StringBuilder();
        for (String word : name.split(" ", -1)) {
            if (shown.length() > 0) {
                shown.append(' ');
            }
            String route = ROUTE.apply(word);
            shown.append(route != null ? route : isSecret(word) ? "{}" : word);
        }
        return shown.toString();
    }

    private static boolean isSecret(String word) {
        if (word.indexOf('@') > 0) {
            return true;
        }
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            boolean digit = word.charAt(i) >= '0' && word.charAt(i) <= '9';
            digits = digit ? digits + 1 : 0;
            if (digits > LONGEST_NUMBER) {
                return true;
            }
        }
        return false;
    }
}
