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
        if (!options.enabled || !options.onlyMain.isEmpty() && !options.onlyMain.contains(Jvm.mainClass())) {
            return null;
        }
        if (options.command != null && !options.command.equals(Commands.ATTACH)) {
            Answer.failure(
                    options, "no connleak agent watches this JVM; use connleak attach first", Answer.NOT_WATCHED);
            return null;
        }
        for (String problem : options.problems) {
            Console.warn(problem);
        }
        Jdk jdk = new Jdk(instrumentation);
        jdk.defineBridge(resource("/java/lang/ConnleakBridge.class"), jar);
        Installation installation = new Installation(options, instrumentation, jdk, attached);
        int woven = installation.start();
        if (options.command != null) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            Answer.success(
                    options,
                    "connleak " + Version.TEXT + " watches this JVM from now on: " + woven
                            + " loaded classes were woven again, in " + millis + " ms.\n"
                            + "Bodies that were opened before are not known; leaks from now on are named.",
                    null);
        }
        return new Commands(installation.reporter());
    }

    private static byte[] resource(String name) throws IOException {
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
