package dev.connleak.cli.ci;

import dev.connleak.cli.report.Site;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One frame of a stack, taken apart: {@code com.acme.Orders.poll(Orders.java:42)}. */
record Frame(String className, String method, String file, int line) {

    /** Names come from a report, and become a path: nothing but a name may be in them. */
    private static final Pattern TEXT = Pattern.compile(
            "((?:\\p{javaJavaIdentifierPart}+\\.)*\\p{javaJavaIdentifierPart}+)\\.([^.()]+)\\(([\\w$-]+\\.\\w+)(?::(\\d{1,7}))?\\)");

    /** Null where the frame names no source file, as native methods and hidden classes do. */
    static @Nullable Frame of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String line = matcher.group(4);
        return new Frame(
                matcher.group(1), matcher.group(2), matcher.group(3), line == null ? 0 : Integer.parseInt(line));
    }

    static @Nullable Frame of(@Nullable Site site) {
        if (site == null || site.className() == null || site.file() == null) {
            return null;
        }
        int line = site.line() == null ? 0 : site.line();
        return of(site.className() + "." + (site.method() == null ? "unknown" : site.method()) + "(" + site.file() + ":"
                + Math.max(0, line) + ")");
    }

    /** {@code com.acme}; empty for the unnamed package. */
    String packageName() {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    String text() {
        return className + "." + method + "(" + file + (line == 0 ? "" : ":" + line) + ")";
    }
}
