package dev.connleak.cli.attach;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a user names a JVM: by its process id, or by what {@code list} shows of it. A name is the main class, whole or without
 * its package, or the file name of the jar, with or without {@code .jar}. Digits are always a process id.
 */
public record TargetName(String text) {

    /** @throws IllegalArgumentException if it is blank, or digits that are no process id */
    public TargetName {
        if (text.isBlank() || (digits(text) && !text.matches("0*\\d{1,18}|" + Long.MAX_VALUE))) {
            throw new IllegalArgumentException("'" + text + "' is neither a process id nor the name of a main class");
        }
    }

    /**
     * The process that is meant.
     *
     * @param running asked only where the name is no process id
     * @throws UnknownTargetException if no JVM has that name
     * @throws AmbiguousTargetException if several have
     */
    public long pid(Supplier<List<RunningJvm>> running) {
        if (digits(text)) {
            return Long.parseLong(text);
        }
        List<RunningJvm> all = running.get();
        List<RunningJvm> meant =
                all.stream().filter(jvm -> names(jvm.mainClass())).toList();
        if (meant.isEmpty()) {
            throw new UnknownTargetException(text, all);
        }
        if (meant.size() > 1) {
            throw new AmbiguousTargetException(text, meant);
        }
        return meant.get(0).pid();
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private boolean names(@Nullable String main) {
        if (main == null) {
            return false;
        }
        // The launcher writes module/class; a jar is a path of the other JVM's system.
        String last = main.substring(Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1);
        if (last.toLowerCase(Locale.ROOT).endsWith(".jar")) {
            return text.equals(main)
                    || text.equals(last)
                    || text.equals(last.substring(0, last.length() - ".jar".length()));
        }
        return text.equals(main)
                || text.equals(last)
                || text.equals(last.substring(last.lastIndexOf('.') + 1))
                || text.equals(last.substring(last.lastIndexOf('$') + 1));
    }
}
