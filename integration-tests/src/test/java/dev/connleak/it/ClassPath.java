package dev.connleak.it;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;

/** Finds class path entries for forked JVMs among this JVM's own. */
public final class ClassPath {
    private ClassPath() {}

    /** The directory or jar that a class was loaded from. */
    public static String entry(Class<?> type) {
        CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource(), type.getName());
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entry " + source.getLocation(), e);
        }
    }
}
