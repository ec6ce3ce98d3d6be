package dev.connleak.agent;

import dev.connleak.clients.Opener;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * All that is newer than Java 8, or different on it, looked up by name: this class is compiled for 8 and runs up to 25.
 */
final class Jdk implements Opener {
    private final Instrumentation instrumentation;
    private final boolean eight = "1.8".equals(System.getProperty("java.specification.version"));

    Jdk(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Makes the bridge visible to everybody, as {@code java.lang.ConnleakBridge}. On 9+ it is defined by a private look-up
     * on {@code Object}, after {@code java.base} has been told to open {@code java.lang} to this agent's own module, and to
     * nobody else; that prints no warning and leaves class-data sharing on. On 8 there is no such look-up, and the boot
     * search path finds the class in the agent's jar.
     */
    void defineBridge(byte[] bridge, File jar) throws ReflectiveOperationException, IOException {
        if (isBridgeThere()) {
            return;
        }
        if (eight) {
            // The JVM opens the jar itself and wants the name of this one only.
            try (JarFile named = new JarFile(jar, false)) {
                instrumentation.appendToBootstrapClassLoaderSearch(named);
            }
            return;
        }
        define(lookup(Object.class), bridge);
    }

    /** With the rights of a class, whose package is opened to the agent's module first. On 9+. */
    MethodHandles.Lookup lookup(Class<?> in) throws ReflectiveOperationException {
        open(in);
        return (MethodHandles.Lookup) MethodHandles.class
                .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                .invoke(null, in, MethodHandles.lookup());
    }

    /** Defines a class beside the one that is looked up in. On 9+. */
    static void define(MethodHandles.Lookup lookup, byte[] bytes) throws ReflectiveOperationException {
        MethodHandles.Lookup.class.getMethod("defineClass", byte[].class).invoke(lookup, (Object) bytes);
    }

    /** An agent that was here before, and left, has left it. */
    private static boolean isBridgeThere() {
        try {
            Class.forName("java.lang.ConnleakBridge", false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    /** Opens the class's package to the agent's module; without effect on 8, where everything is open. */
    @Override
    public void open(Class<?> type) {
        if (eight || type.getPackage() == null) {
            return;
        }
        try {
            Class<?> module = Class.forName("java.lang.Module");
            Method of = Class.class.getMethod("getModule");
            if (!Boolean.TRUE.equals(module.getMethod("isNamed").invoke(of.invoke(type)))) {
                return;
            }
            Map<String, Set<Object>> opens =
                    Collections.singletonMap(type.getPackage().getName(), Collections.singleton(of.invoke(Jdk.class)));
            Instrumentation.class
                    .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
                    .invoke(
                            instrumentation,
                            of.invoke(type),
                            Collections.emptySet(),
                            Collections.emptyMap(),
                            opens,
                            Collections.emptySet(),
                            Collections.emptyMap());
        } catch (ReflectiveOperationException e) {
            // An unmodifiable module: whoever wanted to read its objects will find them closed.
            return;
        }
    }

    /** Process id, without the management classes; null where the system has no {@code /proc} and Java is 8. */
    static @Nullable Long pid() {
        try {
            Class<?> handle = Class.forName("java.lang.ProcessHandle");
            Object current = handle.getMethod("current").invoke(null);
            return (Long) handle.getMethod("pid").invoke(current);
        } catch (ReflectiveOperationException e) {
            return pidOfProc();
        }
    }

    private static @Nullable Long pidOfProc() {
        try {
            return Long.valueOf(new File("/proc/self").getCanonicalFile().getName());
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** The machine's name, without asking a resolver; null where the environment and the kernel do not tell. */
    static @Nullable String host() {
        String name = System.getenv("HOSTNAME");
        return name != null && !name.isEmpty() ? name : FirstLine.of(new File("/proc/sys/kernel/hostname"));
    }
}
