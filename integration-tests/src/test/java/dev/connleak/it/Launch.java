package dev.connleak.it;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a program is started; each step returns another one. */
record Launch(
        Jdk jdk,
        Class<?> program,
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
        return new Launch(jdk, program, List.of(), List.of(), List.of(), List.of());
    }

    /** The class path is the program's, and the jar of each of these classes: nothing of the tests' own. */
    Launch with(List<Class<?>> otherLibraries) {
        return new Launch(jdk, program, otherLibraries, wrapper, flags, arguments);
    }

    Launch flags(String... more) {
        List<String> all = Stream.concat(flags.stream(), Arrays.stream(more)).toList();
        return new Launch(jdk, program, libraries, wrapper, all, arguments);
    }

    /** Started with the agent, which reports to that file. */
    Launch watched(Path report, String... options) {
        return watched(report.toString(), options);
    }

    /** @param report as the option takes it: a directory ends in a slash */
    Launch watched(String report, String... options) {
        return flags("-javaagent:" + AgentJar.path() + "=" + AgentJar.argument(report, options));
    }

    /** Started by another program, whose last argument is the JVM's own command line. */
    Launch under(String... otherWrapper) {
        return new Launch(jdk, program, libraries, Arrays.asList(otherWrapper), flags, arguments);
    }

    Launch arguments(String... others) {
        return new Launch(jdk, program, libraries, wrapper, flags, Arrays.asList(others));
    }

    List<String> commandLine() {
        List<String> command = new ArrayList<>();
        command.addAll(wrapper);
        command.add(jdk.java().toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(flags);
        command.add("-cp");
        command.add(Stream.concat(Stream.of(program), libraries.stream())
                .map(ClassPath::entry)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        command.addAll(arguments);
        return command;
    }
}
