package dev.connleak.cli.judge;

import java.util.regex.Pattern;

/**
 * A pattern for names, always for the whole of them: {@code *} stands for any part of one segment, {@code **} for any number
 * of segments. {@code com.acme.legacy.**} is a package and all below it, {@code com.acme.Orders.*} all methods of a class.
 */
final class Glob {

    private final Pattern pattern;

    /** @param separator what segments are divided by */
    Glob(String text, char separator) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^")
                        .append(Pattern.quote(String.valueOf(separator)))
                        .append("]*");
            }
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
