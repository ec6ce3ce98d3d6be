package dev.connleak.cli.start;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the jar. The command line itself is compiled for Java 17: started directly, an older Java would answer
 * with an UnsupportedClassVersionError, which names no remedy. So this class names the other one by its name only.
 */
public final class Start {

    private static final int OLDEST = 17;

    /** Wrong usage. */
    private static final int EXIT_CODE = 2;

    private Start() {}

    public static void main(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version", "?");
        if (tooOld(version)) {
            System.err.println("connleak: connleak.jar needs Java " + OLDEST + " or newer and was started with Java "
                    + version + " (" + System.getProperty("java.home") + "): start it with a newer one; attach, status,"
                    + " dump and detach are done by connleak-agent.jar on Java 8 too");
            System.exit(EXIT_CODE);
        }
        try {
            Class.forName("dev.connleak.cli.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** {@code 1.8}, {@code 11}, {@code 17}; what can't be read is tried. */
    static boolean tooOld(String version) {
        if (version.startsWith("1.")) {
            return true;
        }
        try {
            return Integer.parseInt(version) < OLDEST;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
