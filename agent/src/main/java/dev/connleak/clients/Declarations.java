package dev.connleak.clients;

import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows of which classes the members can be looked up without waiting. The first look-up makes the JVM load the types of all
 * fields, or of all methods, that the class declares, through the application's own loader: which may be locked by a thread
 * that is inside of it, for as long as that takes, and the report must not wait for that. So the first one happens on a thread
 * of its own, which is given up on after the {@code patience}; later ones find what is loaded.
 *
 * <p>Guarded by the monitor of its one user.
 */
final class Declarations {
    /** To load a few classes takes milliseconds; a report may meet one loader that does not answer, and waits once. */
    static final long PATIENCE_MILLIS = 500;

    private static final int FIELDS = 1;
    private static final int METHODS = 2;

    private final long patienceMillis;
    private final Map<Class<?>, Integer> loaded = new WeakHashMap<>();
    /** The thread that was given up on; as long as it lives nobody else is sent after it. */
    private @Nullable Thread stuck;

    Declarations() {
        this(PATIENCE_MILLIS);
    }

    Declarations(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Whether the members of a class may be looked up now. */
    boolean isLoaded(Class<?> type, boolean methods) {
        int wanted = methods ? METHODS : FIELDS;
        int before = loaded.getOrDefault(type, 0);
        if ((before & wanted) != 0 || type.getClassLoader() == null) {
            return true;
        }
        if (!load(type, methods)) {
            return false;
        }
        loaded.put(type, before | wanted);
        return true;
    }

    private boolean load(Class<?> type, boolean methods) {
        Thread before = stuck;
        if (before != null && before.isAlive()) {
            return false;
        }
        LookUp loading = new LookUp(type, methods);
        try {
            loading.start();
        } catch (OutOfMemoryError noThread) {
            // The look-up itself then does it here.
            return true;
        }
        boolean interrupted = false;
        long until = System.nanoTime() + patienceMillis * 1_000_000;
        for (long left = patienceMillis; left > 0 && loading.isAlive(); ) {
            try {
                loading.join(left);
            } catch (InterruptedException soon) {
                // Meant for the caller's next wait.
                interrupted = true;
            }
            left = (until - System.nanoTime()) / 1_000_000;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        stuck = loading.isAlive() ? loading : null;
        return stuck == null;
    }

    /** Asks for all that the class declares; to have asked is what matters. */
    private static final class LookUp extends Thread {
        private final Class<?> type;
        private final boolean methods;
        volatile int members;

        LookUp(Class<?> type, boolean methods) {
            super("connleak-look-up");
            this.type = type;
            this.methods = methods;
            setDaemon(true);
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            try {
                members = methods ? type.getDeclaredMethods().length : type.getDeclaredFields().length;
            } catch (RuntimeException | LinkageError e) {
                // A type that is absent: the look-up itself will meet the same, and make of it that the member is
                // missing.
                members = 0;
            }
        }
    }
}
