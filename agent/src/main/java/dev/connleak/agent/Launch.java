package dev.connleak.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings the agent up, inside its own loader. The first act is to read the options: an agent that is switched off loads
 * nothing more.
 */
public final class Launch {
    /** Eclipse OpenJ9 and IBM J9: other weaving, other reference processing, and crashes of others on retransformation. */
    private static final String UNTESTED_VM = "J9";

    private Launch() {}

    /**
     * Called by the entry class, by name.
     *
     * @return what takes the commands of later attaches; null where the agent was told to stay out
     */
    public static @Nullable Object begin(
            @Nullable String argument, Instrumentation instrumentation, File jar, boolean attached) throws Exception {
        long began = System.nanoTime();
        Options options = Options.read(argument, new OptionSources.OfThisJvm());
        String out = staysOutBecause(options);
        if (out != null) {
            Answer.failure(options.request, out, Answer.NOT_WATCHED);
            return null;
        }
        String vm = System.getProperty("java.vm.name", "");
        if (vm.contains(UNTESTED_VM)) {
            String refusal = "not started, the application is not affected: connleak has not been tested on " + vm
                    + "; run the application on HotSpot to have it watched";
            Console.warn(refusal);
            Answer.failure(options.request, refusal, Answer.NOT_WATCHED);
            return null;
        }
        try {
            return begin(options, instrumentation, jar, attached, began);
        } catch (Exception | LinkageError failure) {
            Answer.failure(options.request, "the agent could not start: " + failure, Answer.FAULT);
            throw failure;
        }
    }

    private static Commands begin(
            Options options, Instrumentation instrumentation, File jar, boolean attached, long began) throws Exception {
        for (String problem : options.problems) {
            Console.warn(problem);
        }
        Jdk jdk = new Jdk(instrumentation);
        jdk.defineBridge(resource("/java/lang/ConnleakBridge.class"), jar);
        Installation installation = new Installation(options, instrumentation, jdk, attached);
        Reweaving woven = installation.start();
        long startNanos = System.nanoTime() - began;
        if (options.command != null) {
            Answer.success(
                    options.request,
                    "connleak " + Version.TEXT + " watches this JVM from now on, ready in "
                            + TimeUnit.NANOSECONDS.toMillis(startNanos) + " ms.\n"
                            + "Woven again: " + woven.summary() + "; each is a pause.\n"
                            + "Leaks from now on are named. Bodies that were opened before are not known; their"
                            + " connections are, where a pool lists them.",
                    null);
        }
        return new Commands(installation, new Status(installation, woven, startNanos));
    }

    /** A sentence for whoever asked, or null. */
    private static @Nullable String staysOutBecause(Options options) {
        if (!options.enabled) {
            return "connleak is switched off in this JVM by the option enabled=false";
        }
        if (!isWanted(options)) {
            String main = Jvm.mainClass();
            return "connleak stays out of " + (main == null ? "a JVM without a main class" : main)
                    + ": the option onlyMain names " + String.join(", ", options.onlyMain);
        }
        if (options.command != null && !options.command.equals(Commands.ATTACH)) {
            return "no connleak agent watches this JVM; use connleak attach first";
        }
        return null;
    }

    private static boolean isWanted(Options options) {
        for (String main : options.onlyMain) {
            if (Jvm.isMain(main)) {
                return true;
            }
        }
        return options.onlyMain.isEmpty();
    }

    /** Of the agent's jar. */
    static byte[] resource(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = Launch.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the agent's jar has no " + name);
            }
            byte[] buffer = new byte[4096];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        }
        return bytes.toByteArray();
    }
}
