package dev.connleak.it.target;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link CellProgram} in a loader that shows nothing of the JVM but what the Java platform's API is, as those of OSGi frameworks do. */
public final class HidingProgram {
    private HidingProgram() {}

    public static void main(String[] args) throws Exception {
        List<URL> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(new File(entry).toURI().toURL());
        }
        Class<?> program = new Hiding(entries.toArray(new URL[0])).loadClass(CellProgram.class.getName());
        if (program == CellProgram.class) {
            throw new IllegalStateException("nothing is hidden");
        }
        program.getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static final class Hiding extends URLClassLoader {
        private static boolean isOfThePlatform(String name) {
            return name.startsWith("java.")
                    || name.startsWith("javax.")
                    || name.startsWith("org.ietf.jgss.")
                    || name.startsWith("jdk.net.");
        }

        Hiding(URL[] entries) {
            super(entries, ClassLoader.getSystemClassLoader().getParent());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (isOfThePlatform(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
