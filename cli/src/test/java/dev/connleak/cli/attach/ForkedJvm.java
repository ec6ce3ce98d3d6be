package dev.connleak.cli.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that sleeps until it is closed, started with some flags; it is up once it has said so. */
public final class ForkedJvm implements AutoCloseable {

    private final Process process;

    private ForkedJvm(Process process) {
        this.process = process;
    }

    public static ForkedJvm start(String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path"), Sleeper.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        InputStream out = process.getInputStream();
        if (out.read() != 'u') {
            process.destroyForcibly();
            throw new IllegalStateException("did not start: " + String.join(" ", command));
        }
        return new ForkedJvm(process);
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Says that it is up and sleeps until its standard input ends, so that it never outlives its test. */
    public static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] args) throws IOException {
            System.out.write('u');
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end counts.
            }
        }
    }
}
