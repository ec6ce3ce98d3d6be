package dev.connleak.cli.launch;

import dev.connleak.cli.attach.AgentJar;
import dev.connleak.client.Transport;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of its own and the JVMs that work in it. All of it is gone when this is closed, or when this JVM is told to
 * end: then a shutdown hook does the same. Used by one thread beside that hook, which the monitor keeps in order.
 */
public final class Workbench implements AutoCloseable {

    /** How long a body must have been left alone at the end of a watched program to be called held. */
    private static final Duration EXIT_IDLE = Duration.ofMillis(200);

    /**
     * How long a watched program must be quiet before it ends, so that its open bodies are called held: the agent looks at a
     * body's progress 250 ms after the look before, in rounds of 250 ms, and what went on since then went on just now.
     */
    public static final Duration QUIET = EXIT_IDLE.plusSeconds(1);

    private static final String AGENT = "connleak-agent.jar";
    private static final String REPORT = "report.json";

    /** Relative names, because the JVMs work in the directory: no blank or comma of a path gets into an option. */
    private static final String AGENT_OPTION =
            "-javaagent:" + AGENT + "=report=" + REPORT + ",exitIdle=" + EXIT_IDLE.toMillis() + "ms,gc=true";

    /** Small and quick to start. Performance data would be a file elsewhere, which a killed JVM leaves behind. */
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx128m");

    /** These reach every JVM of the user, and the agent: what is shown here must not depend on them. */
    private static final Set<String> FOREIGN_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Path directory;
    private final List<ChildJvm> children = new ArrayList<>();
    private final Thread hook = new Thread(this::clear, "connleak-workbench");
    private boolean cleared;

    private Workbench(Path directory) {
        this.directory = directory;
    }

    public static Workbench open() {
        Path directory;
        try {
            directory = Files.createTempDirectory("connleak-");
        } catch (IOException e) {
            throw new WorkbenchException(System.getProperty("java.io.tmpdir", "the temporary directory"), e);
        }
        Workbench bench = new Workbench(directory);
        Runtime.getRuntime().addShutdownHook(bench.hook);
        return bench;
    }

    /** Starts a program of this command line. */
    public ChildJvm start(String name, Class<?> program, List<String> arguments) {
        return start(name, List.of(), program, arguments);
    }

    /** Starts a program with the agent, whose report is in {@link #report} after the end. One for each workbench. */
    public ChildJvm startWatched(String name, Class<?> program, List<String> arguments) {
        try {
            new AgentJar().writeTo(directory.resolve(AGENT));
        } catch (IOException e) {
            throw new WorkbenchException(directory.toString(), e);
        }
        return start(name, List.of(AGENT_OPTION), program, arguments);
    }

    /** The option that brings the agent into a JVM, as {@link #startWatched} says it. */
    public String agentOption() {
        return AGENT_OPTION;
    }

    public Path report() {
        return directory.resolve(REPORT);
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook finds nothing left to do.
        }
    }

    private synchronized ChildJvm start(String name, List<String> options, Class<?> program, List<String> arguments) {
        if (cleared) {
            throw new IllegalStateException("the workbench is cleared");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        command.addAll(arguments);
        Path errors = directory.resolve(program.getSimpleName() + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment()
                .keySet()
                .removeIf(variable -> FOREIGN_OPTIONS.contains(variable) || variable.startsWith("CONNLEAK_"));
        try {
            ChildJvm child = new ChildJvm(name, builder.start(), errors);
            children.add(child);
            return child;
        } catch (IOException e) {
            throw new ChildNotStartedException(java, e);
        }
    }

    /** This jar; in a build the directories of the command line and of the reference transport. */
    private static String classPath(Class<?> program) {
        return Stream.of(program, Transport.class)
                .map(Workbench::home)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path has the form of a URI", e);
        }
    }

    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        children.forEach(ChildJvm::kill);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Somebody else is at work in our directory; what is left lies where such things are cleared away.
        }
    }
}
