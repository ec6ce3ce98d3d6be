package dev.connleak.agent;

import dev.connleak.report.Moment;
import dev.connleak.report.Run;
import java.io.File;

/** What is known of the JVM that the agent lives in. No management classes: they are not in every image. */
final class Jvm {
    final String instance;
    final long startEpochMillis;

    private final Moment start;

    /**
     * @param instance tells this JVM from all others
     * @param agentStartEpochMillis wall-clock time of the agent's start
     */
    Jvm(String instance, long agentStartEpochMillis) {
        this.instance = instance;
        this.startEpochMillis = startEpochMillis(agentStartEpochMillis);
        this.start = new Moment(startEpochMillis, startEpochMillis - agentStartEpochMillis);
    }

    Run.Jvm describe() {
        return new Run.Jvm(
                instance,
                start,
                Jdk.pid(),
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.version"),
                mainClass(),
                Jdk.host());
    }

    /** Without the program's arguments, which may hold secrets. */
    static String mainClass() {
        String command = System.getProperty("sun.java.command", "");
        int blank = command.indexOf(' ');
        return blank < 0 ? command : command.substring(0, blank);
    }

    /** On Linux {@code /proc/self} was made with the process; elsewhere the agent's own start must do. */
    private static long startEpochMillis(long agentStart) {
        long made = new File("/proc/self/stat").lastModified();
        return made > 0 && made < agentStart ? made : agentStart;
    }
}
