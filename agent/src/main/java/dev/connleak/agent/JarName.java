package dev.connleak.agent;

import org.jspecify.annotations.Nullable;

/** What the name of a jar says: {@code okhttp-4.12.0.jar} is okhttp in version 4.12.0. */
final class JarName {
    private static final String JAR = ".jar";

    final String name;
    final @Nullable String version;

    private JarName(String name, @Nullable String version) {
        this.name = name;
        this.version = version;
    }

    /** Of the innermost jar in a path or URL; null where there is none. */
    static @Nullable JarName of(String place) {
        int end = place.lastIndexOf(JAR);
        if (end < 0) {
            return null;
        }
        String file = place.substring(place.lastIndexOf('/', end) + 1, end);
        for (int i = 1; i < file.length(); i++) {
            if (file.charAt(i - 1) == '-' && Character.isDigit(file.charAt(i))) {
                return i == 1 ? null : new JarName(file.substring(0, i - 1), file.substring(i));
            }
        }
        return file.isEmpty() ? null : new JarName(file, null);
    }
}
