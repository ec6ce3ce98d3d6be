package dev.connleak.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be known of a JVM without asking it. Of its arguments only those that decide about agents are looked at: the
 * others may hold secrets.
 *
 * @param ownFiles whether it lives in a mount namespace of its own, as in a container
 * @param flags that decide about agents, as they were given
 * @param startedWithAgent whether an option brought connleak along
 */
public record TargetFacts(long pid, boolean ownFiles, List<String> flags, boolean startedWithAgent) {

    private static final Set<String> FLAGS = Set.of(
            "-XX:+DisableAttachMechanism",
            "-XX:-EnableDynamicAgentLoading",
            "-XX:+EnableDynamicAgentLoading",
            "-XX:-UsePerfData");

    private static final Pattern AGENT = Pattern.compile("-javaagent:.*connleak.*");

    public TargetFacts {
        flags = List.copyOf(flags);
    }

    /** Looks; an {@link AttachException} says why that JVM can't be attached to. */
    public static TargetFacts of(long pid) {
        TargetProcess process = TargetProcess.find(pid);
        List<String> arguments = arguments(pid);
        return new TargetFacts(
                pid,
                !process.root().equals(Path.of("/")),
                arguments.stream().filter(FLAGS::contains).distinct().toList(),
                arguments.stream().anyMatch(argument -> AGENT.matcher(argument).matches()));
    }

    /** A path of the JVM, relative ones to its working directory, as this process sees it. */
    public Path seenFromHere(String path) {
        Path proc = Path.of("/proc", Long.toString(pid));
        Path given = Path.of(path);
        if (given.isAbsolute()) {
            return ownFiles ? proc.resolve("root").resolve(Path.of("/").relativize(given)) : given;
        }
        return proc.resolve("cwd").resolve(given);
    }

    /** Its own and those that the environment gives every JVM; none where that can't be read. */
    private static List<String> arguments(long pid) {
        List<String> words = new ArrayList<>(words(pid, "cmdline"));
        for (String variable : words(pid, "environ")) {
            if (variable.startsWith("JAVA_TOOL_OPTIONS=") || variable.startsWith("JDK_JAVA_OPTIONS=")) {
                words.addAll(
                        List.of(variable.substring(variable.indexOf('=') + 1).split("\\s+")));
            }
        }
        return words;
    }

    private static List<String> words(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            // Not Linux, or gone meanwhile: the attach itself tells the rest.
            return List.of();
        }
    }
}
