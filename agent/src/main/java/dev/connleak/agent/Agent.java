package dev.connleak.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry class, and with its loader all that an application's class loader can see of connleak. It finds its own jar,
 * stays out of JVMs that are not applications, and hands over to the isolated rest.
 *
 * <p>It never throws and never exits: whatever goes wrong, the application starts as if connleak were not there, with one
 * line on stderr.
 *
 * <p>Dangers: before {@code main} no NIO, no {@code java.util.logging} and no JMX may be touched, or the application can
 * no longer choose its own (elastic/apm-agent-java 602, inspectit-ocelot 1465).
 */
public final class Agent {
    /** Takes the commands of later attaches; the isolated loader's own class, known here by its method only. */
    private static @Nullable Object running;
    /** That of {@link #running}. */
    private static @Nullable Loader loader;

    /** Main classes of tools that start JVMs for others: {@code JAVA_TOOL_OPTIONS} reaches them too. */
    private static final String[] TOOLS = {
        "org.codehaus.plexus.classworlds.launcher.Launcher",
        "org.gradle.launcher.",
        "org.gradle.wrapper.",
        "org.apache.maven.cli.",
        "org.apache.maven.wrapper.",
        "dev.connleak.cli.Main",
        "com.sun.tools.",
        "sun.tools.",
        "jdk.jshell.",
        "jdk.jfr.internal.tool.",
        "jdk.tools.",
    };

    private Agent() {}

    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        start(argument, instrumentation, false);
    }

    public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
        start(argument, instrumentation, true);
    }

    private static synchronized void start(
            @Nullable String argument, Instrumentation instrumentation, boolean attached) {
        try {
            Object before = running;
            if (before != null) {
                Method command = before.getClass().getMethod("command", String.class);
                if (Boolean.FALSE.equals(command.invoke(before, argument))) {
                    leave();
                }
            } else if (attached || !isSwitchedOff(argument) && !isTool(System.getProperty("sun.java.command", ""))) {
                File jar = jar();
                loader = new Loader(new JarFile(jar, false));
                Method begin = loader.loadClass("dev.connleak.agent.Launch")
                        .getMethod("begin", String.class, Instrumentation.class, File.class, boolean.class);
                running = begin.invoke(null, argument, instrumentation, jar, attached);
                if (running == null) {
                    leave();
                }
            }
        } catch (Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            System.err.println("connleak WARN " + (running == null ? "not started" : "a command failed")
                    + ", the application is not affected: " + cause);
            if (running == null) {
                leave();
            }
        }
    }

    /** Lets go of all that the agent is made of. */
    private static void leave() {
        Loader last = loader;
        running = null;
        loader = null;
        try {
            if (last != null) {
                last.jar.close();
            }
        } catch (IOException e) {
            // The descriptor goes with the loader, which nothing refers to any more.
            return;
        }
    }

    /** The jar as a program: asks the agent in another JVM. */
    public static void main(String[] args) throws Exception {
        File jar = jar();
        JarFile file = new JarFile(jar, false);
        String version = file.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        Object code = new Loader(file)
                .loadClass("dev.connleak.attach.Main")
                .getMethod("run", String[].class, File.class, String.class)
                .invoke(null, args, jar, version);
        System.exit((Integer) code);
    }

    private static File jar() throws URISyntaxException {
        return new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static boolean isTool(String command) {
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        if (main.endsWith(".jar")) {
            return main.endsWith("connleak.jar");
        }
        for (String tool : TOOLS) {
            if (main.startsWith(tool)) {
                return true;
            }
        }
        // A module of the JDK with a main class: jdk.compiler/com.sun.tools.javac.Main.
        return main.startsWith("jdk.") && main.indexOf('/') > 0;
    }

    /** Looked at before anything else is loaded; the argument wins over the property, that over the environment. */
    private static boolean isSwitchedOff(@Nullable String argument) {
        String options = "," + argument + ",";
        if (options.contains(",enabled=")) {
            return options.contains(",enabled=false,");
        }
        String property = System.getProperty("connleak.enabled");
        return "false".equals(property != null ? property : System.getenv("CONNLEAK_ENABLED"));
    }

    /**
     * Loads everything else from {@code inst/} of the agent's jar, where no class path scanner and no other loader looks.
     * Its parent is the platform's, so that it shares nothing with the application.
     */
    static final class Loader extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final JarFile jar;

        Loader(JarFile jar) {
            super(ClassLoader.getSystemClassLoader().getParent());
            this.jar = jar;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            JarEntry entry = jar.getJarEntry("inst/" + name.replace('.', '/') + ".classdata");
            if (entry == null) {
                throw new ClassNotFoundException(name);
            }
            try {
                byte[] bytes = bytes(entry);
                // Under a security manager a policy that trusts the agent's jar trusts all that is in it.
                return defineClass(name, bytes, 0, bytes.length, Agent.class.getProtectionDomain());
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            JarEntry entry = jar.getJarEntry(name.startsWith("java/") ? name : "inst/" + name);
            try {
                return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
            } catch (IOException e) {
                // The jar was replaced or descriptors have run out: there is no such resource any more.
                return null;
            }
        }

        private byte[] bytes(JarEntry entry) throws IOException {
            byte[] bytes = new byte[(int) entry.getSize()];
            try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                in.readFully(bytes);
            }
            return bytes;
        }
    }
}
