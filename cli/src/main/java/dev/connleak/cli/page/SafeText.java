package dev.connleak.cli.page;

/**
 * Makes text of unknown origin safe to show. A report holds strings that servers and libraries chose: an escape sequence
 * in a thread name could rewrite the screen, a bidirectional override could turn a class name round, a newline could fake
 * a line of ours. White space becomes one blank, everything else that is not shown as itself becomes its escape.
 */
public final class SafeText {

    /** No field of a report is worth more than this on a page; the JSON has the rest. */
    private static final int MAX_CHARS = 2_000;

    private SafeText() {}

    /** One line, bounded in length. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_CHARS));
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                blank = true;
                continue;
            }
            if (blank && !safe.isEmpty()) {
                safe.append(' ');
            }
            blank = false;
            if (shown(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(escape(c));
            }
            if (safe.length() >= MAX_CHARS) {
                return safe.append('…').toString();
            }
        }
        return safe.toString();
    }

    /** JSON that means the same and holds nothing a terminal acts on: such characters can only stand inside its strings. */
    public static String json(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean layout = c == '\n' || c == '\r' || c == '\t';
            if (layout || Character.isSurrogate(c) || shown(c)) {
                safe.append(c);
            } else {
                safe.append(escape(c));
            }
        }
        return safe.toString();
    }

    private static boolean shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escape(int c) {
        return Character.isBmpCodePoint(c) ? String.format("\\u%04x", c) : String.format("\\u{%x}", c);
    }
}
