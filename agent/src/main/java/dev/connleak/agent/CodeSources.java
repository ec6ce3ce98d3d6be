package dev.connleak.agent;

import dev.connleak.report.Origins;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jars that loaded classes came from, by their code sources: the file's name tells name and version, else the jar's
 * manifest tells the version. No loader is asked, for that would take its locks or run its code, and no class is kept. A
 * security manager is code of the application as well: under one nothing is known.
 */
final class CodeSources implements Origins {
    private final Instrumentation instrumentation;

    CodeSources(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public Map<String, Origin> of(Set<String> classNames) {
        Map<String, Origin> known = new HashMap<>();
        if (classNames.isEmpty() || isGuarded()) {
            return known;
        }
        Map<String, String> places = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String place = classNames.contains(type.getName()) ? place(type) : null;
            String other = place == null ? null : places.put(type.getName(), place);
            if (other != null && !other.equals(place)) {
                // Of two loaders' classes with one name nobody knows which one it was.
                several.add(type.getName());
            }
        }
        places.keySet().removeAll(several);
        for (Map.Entry<String, String> each : places.entrySet()) {
            Origin origin = origin(each.getValue());
            if (origin != null) {
                known.put(each.getKey(), origin);
            }
        }
        return known;
    }

    @SuppressWarnings("removal") // From 17 on, and there is no other way to ask before 24.
    private static boolean isGuarded() {
        return System.getSecurityManager() != null;
    }

    /** Protocol and path of the code source, by plain getters: an URL's own text is made by a handler, which is anybody's. */
    private static @Nullable String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : location.getProtocol() + ":" + location.getPath();
    }

    private static @Nullable Origin origin(String place) {
        if (place.startsWith("jrt:")) {
            String module = place.substring(place.lastIndexOf('/') + 1);
            return module.isEmpty() ? null : new Origin(module, null);
        }
        JarName jar = JarName.of(place);
        if (jar == null) {
            return null;
        }
        boolean plain = place.startsWith("file:") && place.endsWith(".jar");
        return new Origin(jar.name, jar.version == null && plain ? manifestVersion(place.substring(5)) : jar.version);
    }

    private static @Nullable String manifestVersion(String file) {
        try (JarFile jar = new JarFile(new File(file), false)) {
            Manifest manifest = jar.getManifest();
            String version = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null || version.isEmpty() ? null : version;
        } catch (IOException e) {
            // Replaced or unreadable by now, or a name with escapes: the name is known without its version.
            return null;
        }
    }
}
