package dev.connleak.it.target;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs {@link CellProgram} in a loader of the old kind, which loads one class at a time and is locked while it does. Once the
 * system property {@code load} is set, a thread begins to load a class there and never comes to an end; {@code loading} says so.
 */
public final class LoadingProgram {
    private static final String ENDLESS = "Endless";

    private LoadingProgram() {}

    public static void main(String[] args) throws Exception {
        List<URL> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(new File(entry).toURI().toURL());
        }
        ClassLoader loader = new OneAtATime(entries.toArray(new URL[0]));
        Thread loading = new Thread(() -> loadWhenTold(loader), "loading");
        loading.setDaemon(true);
        loading.start();
        loader.loadClass(CellProgram.class.getName())
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }

    private static void loadWhenTold(ClassLoader loader) {
        while (System.getProperty("load") == null) {
            Thread.yield();
        }
        try {
            loader.loadClass(ENDLESS);
        } catch (ClassNotFoundException e) {
            System.setProperty("loading", e.toString());
        }
    }

    /** Not capable of loading in parallel: the JVM locks it, too. */
    private static final class OneAtATime extends URLClassLoader {
        OneAtATime(URL[] entries) {
            super(entries, ClassLoader.getSystemClassLoader().getParent());
        }

        @Override
        protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(ENDLESS)) {
                System.setProperty("loading", "true");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.findClass(name);
        }
    }
}
