package dev.connleak.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code jcmd} says of the objects and threads of a running program. */
final class Heap {
    /** Those of the reference transport, of the target programs, and of the counter are the application's. */
    private static final List<String> THE_APPLICATIONS = List.of("dev.connleak.client.", "dev.connleak.it.");

    private static final List<String> THE_AGENTS = List.of("dev.connleak.", "com.fasterxml.", "net.bytebuddy.");

    private Heap() {}

    /** Reachable instances of the agent's classes, a line of the histogram each; a full collection comes first. */
    static List<String> ofTheAgent(TargetJvm jvm) {
        return jcmd(jvm, "GC.class_histogram")
                .lines()
                .filter(line -> THE_AGENTS.stream().anyMatch(line::contains))
                .filter(line -> THE_APPLICATIONS.stream().noneMatch(line::contains))
                .toList();
    }

    /** What those take, without what they refer to of other classes. */
    static long bytesOfTheAgent(TargetJvm jvm) {
        return ofTheAgent(jvm).stream()
                .mapToLong(line -> Long.parseLong(line.trim().split(" +")[2]))
                .sum();
    }

    /** What all reachable objects take; a full collection comes first. */
    static long bytes(TargetJvm jvm) {
        return jcmd(jvm, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split(" +")[2]))
                .sum();
    }

    static List<String> threadsOfTheAgent(TargetJvm jvm) {
        return jcmd(jvm, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"connleak-sweeper\""))
                .toList();
    }

    private static String jcmd(TargetJvm jvm, String command) {
        try {
            Process process = new ProcessBuilder(
                            Jdk.JDK_17.java().resolveSibling("jcmd").toString(), Long.toString(jvm.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said + "\n" + jvm.story());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
