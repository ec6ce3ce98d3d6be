package dev.connleak.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line's jar, run as its users run it. */
record Cli(List<String> command, int exitCode, String stdout, String stderr) {
    private static final String PROPERTY = "connleak.cliJar";
    private static final long DEADLINE_SECONDS = 60;

    /** @param directory takes the output */
    static Cli run(Path directory, String... arguments) {
        return run(directory, Path.of(""), arguments);
    }

    /**
     * @param directory takes the output
     * @param working the working directory
     */
    static Cli run(Path directory, Path working, String... arguments) {
        return of(directory, working, commandLine(arguments));
    }

    /** Any command. */
    static Cli of(Path directory, List<String> command) {
        return of(directory, Path.of(""), command);
    }

    private static Cli of(Path directory, Path working, List<String> command) {
        Path stdout = directory.resolve("cli.out");
        Path stderr = directory.resolve("cli.err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(working.toAbsolutePath().toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + String.join(" ", command));
            }
            return new Cli(command, process.exitValue(), text(stdout), text(stderr));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + String.join(" ", command), e);
        }
    }

    /** The line that runs it. */
    static List<String> commandLine(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.JDK_17.java().toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-jar");
        command.add(jar().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a failed assertion should say of this run. */
    String story() {
        return "repeat it with\n  %s\nexit code %d\nstdout\n%s\nstderr\n%s"
                .formatted(String.join(" ", command), exitCode, stdout, stderr);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    static Path jar() {
        Path jar = Path.of(System.getProperty(PROPERTY, "../cli/target/connleak.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException("no command line at " + jar + ", build it with: mvn package -pl cli -am");
        }
        return jar;
    }
}
