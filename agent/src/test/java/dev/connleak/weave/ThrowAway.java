package dev.connleak.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Defines woven classes, and for the rest of a library looks into its jars before it asks its parent. */
final class ThrowAway extends ClassLoader implements AutoCloseable {
    private final Map<String, byte[]> woven;
    private final List<JarFile> jars;

    /** @param woven bytes by class name, with dots */
    ThrowAway(Map<String, byte[]> woven, List<JarFile> jars) {
        super(ThrowAway.class.getClassLoader());
        this.woven = woven;
        this.jars = new ArrayList<>(jars);
    }

    static byte[] bytesOf(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Links and initialises it: the verifier has looked at it after that. */
    Class<?> link(String name) throws ClassNotFoundException {
        return Class.forName(name, true, this);
    }

    /** Of a class in its jars, or null. */
    byte @Nullable [] bytes(String name) {
        try {
            return inJars(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes = woven.containsKey(name) ? woven.get(name) : inJars(name);
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte @Nullable [] inJars(String name) throws ClassNotFoundException {
        for (JarFile jar : jars) {
            JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return in.readAllBytes();
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }
}
