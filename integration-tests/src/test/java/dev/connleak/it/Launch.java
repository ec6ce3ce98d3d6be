package dev.connleak.it;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a program is started, from a class path or a jar; each step returns another one. */
record Launch(
        Jdk jdk,
        Class<?> program,
        @Nullable Path jar,
        List<Class<?>> libraries,
        List<String> wrapper,
        List<String> flags,
        List<String> arguments) {
    Launch {
        wrapper = List.copyOf(wrapper);
        libraries = List.copyOf(libraries);
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    static Launch of(Jdk jdk, Class<?> program) {
        return new Launch(jdk, program, null, List.of(), List.of(), List.of(), List.of());
    }

    /** The class path is the program's, and the jar of each of these classes: nothing of the tests' own. */
    Launch with(List<Class<?>> otherLibraries) {
        return new Launch(jdk, program, jar, otherLibraries, wrapper, flags, arguments);
    }

    Launch flags(String... more) {
        List<String> all = Stream.concat(flags.stream(), Arrays.stream(more)).toList();
        return new Launch(jdk, program, jar, libraries, wrapper, all, arguments);
    }

    /** Started with the agent, which reports to that file. */
    Launch watched(Path report, String... options) {
        return watched(report.toString(), options);
    }

    /** @param report as the option takes it: a directory ends in a slash */
    Launch watched(String report, String... options) {
        return flags(AgentJar.flag(report, options));
    }

    /** Started by another program, whose last argument is the JVM's own command line. */
    Launch under(String... otherWrapper) {
        return new Launch(jdk, program, jar, libraries, Arrays.asList(otherWrapper), flags, arguments);
    }

    Launch arguments(String... others) {
        return new Launch(jdk, program, jar, libraries, wrapper, flags, Arrays.asList(others));
    }

    /** Started by {@code java -jar}: the jar has the program, and whatever that needs. */
    Launch packed(Path otherJar) {
        return new Launch(jdk, program, otherJar, libraries, wrapper, flags, arguments);
    }

    /** The jars and directories that the program is in, with all that it needs. */
    List<Path> classPath() {
        return Stream.concat(Stream.of(program), libraries.stream())
                .map(ClassPath::entry)
                .distinct()
                .map(Path::of)
                .toList();
    }

    List<String> commandLine() {
        List<String> command = new ArrayList<>();
        command.addAll(wrapper);
        command.add(jdk.java().toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(flags);
        if (jar == null) {
            command.add("-cp");
            command.add(classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            command.add(program.getName());
        } else {
            command.add("-jar");
            command.add(jar.toString());
        }
        command.addAll(arguments);
        return command;
    }
}
