package dev.connleak.agent;

import dev.connleak.report.Moment;
import dev.connleak.report.Run;
import java.io.File;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the JVM that the agent lives in. No management classes: they are not in every image. */
final class Jvm {
    /** RFC 9562, section 5.4: made of random numbers. */
    private static final long VERSION_4 = 0x4000L;

    private static final long VARIANT_2 = 0x8L << 60;

    private final String instance;
    final long startEpochMillis;

    private final Moment start;
    /** Asked once: later there may be no descriptor left to ask with. */
    private final @Nullable Long pid = Jdk.pid();

    private final @Nullable String host = Jdk.host();

    /** @param agentStartEpochMillis wall-clock time of the agent's start */
    Jvm(long agentStartEpochMillis) {
        this.instance = instance(pid, agentStartEpochMillis);
        this.startEpochMillis = startEpochMillis(agentStartEpochMillis);
        this.start = new Moment(startEpochMillis, startEpochMillis - agentStartEpochMillis);
    }

    Run.Jvm describe() {
        return new Run.Jvm(
                instance,
                start,
                pid,
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.version"),
                mainClass(),
                host);
    }

    /**
     * Without the program's arguments, which may hold secrets. Null where no Java program was started: {@code java
     * -version}, and programs of other languages that make a JVM for themselves.
     */
    static @Nullable String mainClass() {
        String command = System.getProperty("sun.java.command", "");
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        return main.isEmpty() ? null : main;
    }

    /** Whether the JVM runs this main class or this jar, however either was named when it was started. */
    static boolean isMain(String name) {
        String main = mainClass();
        if (main == null) {
            return false;
        }
        int start = Math.max(main.lastIndexOf('/'), main.lastIndexOf(File.separatorChar)) + 1;
        return main.equals(name) || main.substring(start).equals(name);
    }

    /**
     * Tells this JVM from all others: its time, its process and a number of its own. Not {@code UUID.randomUUID}, which
     * would bring up the security providers before the application can choose them.
     */
    private static String instance(@Nullable Long pid, long epochMillis) {
        Random random = new Random(System.nanoTime() ^ (pid == null ? 0 : pid << 32) ^ epochMillis);
        long high = random.nextLong() & ~0xf000L | VERSION_4;
        long low = random.nextLong() & ~(0xcL << 60) | VARIANT_2;
        return new UUID(high, low).toString();
    }

    /** On Linux {@code /proc/self} was made with the process; elsewhere the agent's own start must do. */
    private static long startEpochMillis(long agentStart) {
        long made = new File("/proc/self/stat").lastModified();
        return made > 0 && made < agentStart ? made : agentStart;
    }
}
