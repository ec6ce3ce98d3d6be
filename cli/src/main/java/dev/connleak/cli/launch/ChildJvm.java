package dev.connleak.cli.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of our own, talked to in lines. A program that waits for its standard input ends with it, and so with us, even if
 * we are killed. Used by one thread; {@link #kill} by any.
 */
public final class ChildJvm {

    private final String name;
    private final Process process;
    private final Path errors;
    private final Writer in;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    ChildJvm(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readLines, "connleak-child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Says a line and waits for the line that answers it. */
    public String ask(String question, Deadline deadline) {
        try {
            in.write(question + "\n");
            in.flush();
        } catch (IOException e) {
            // It has ended or is about to: the missing answer tells.
        }
        return nextLine(deadline);
    }

    /** The next line that it says. */
    public String nextLine(Deadline deadline) {
        try {
            Line line = lines.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new ChildSilentException(name);
            }
            if (line.text() == null) {
                process.waitFor();
                throw failed();
            }
            return line.text();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Lets it end, and waits until it has, agent's report and all. */
    public void end(Deadline deadline) {
        try {
            in.close();
        } catch (IOException e) {
            // It has ended already: its exit code tells.
        }
        try {
            if (!process.waitFor(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new ChildSilentException(name);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (process.exitValue() != 0) {
            throw failed();
        }
    }

    /** Ends it in any case, and returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private ChildFailedException failed() {
        return new ChildFailedException(name, process.exitValue(), lastWords());
    }

    private String lastWords() {
        try {
            List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
            return said.isEmpty() ? "" : said.get(said.size() - 1).strip();
        } catch (IOException e) {
            // The exit code has to do.
            return "";
        }
    }

    private void readLines() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(new Line(line));
            }
        } catch (IOException | UncheckedIOException e) {
            // The pipe breaks when the process is killed, which ends its lines as well.
        }
        lines.add(new Line(null));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        return new IllegalStateException("nobody interrupts a command", e);
    }

    /** A line of text; null after the last one. */
    private record Line(@Nullable String text) {}
}
