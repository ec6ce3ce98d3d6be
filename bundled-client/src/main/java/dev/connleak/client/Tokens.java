package dev.connleak.client;

/** The characters of the protocol (RFC 9110, 5.6.2 and 5.5). */
final class Tokens {

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    static boolean token(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!letterOrDigit(c) && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether a value stays on its line. Anything above Latin-1 has no bytes of its own there. */
    static boolean fieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The value without the blanks around it, which are not part of it (RFC 9110, 5.5); other controls stay. */
    static String withoutOuterSpace(String text) {
        return withoutOuterSpace(text, 0);
    }

    /** The same of what stands at and behind an index. */
    static String withoutOuterSpace(String text, int begin) {
        int from = begin;
        int to = text.length();
        while (from < to && blank(text.charAt(from))) {
            from++;
        }
        while (from < to && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    /** For messages: what a peer sent must not start a new line in somebody's log. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < 64; i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return printable.append('"').toString();
    }

    static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c);
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
