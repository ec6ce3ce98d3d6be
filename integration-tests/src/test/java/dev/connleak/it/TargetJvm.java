package dev.connleak.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A program in a JVM of its own, spoken to in lines (see {@code Commands}). Whatever fails says how the program was started, what it was told, and what it printed. Used by one thread.
 */
final class TargetJvm implements AutoCloseable {
    /** A loaded machine starts a JVM with an agent in seconds, not in tens of them. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration EXIT = Duration.ofSeconds(30);

    private final Launch launch;
    private final Process process;
    private final Writer stdin;
    private final List<String> told = new ArrayList<>();
    private final Printed stdout = new Printed();
    private final Printed stderr = new Printed();
    private final List<Thread> pumps;
    private int answered;

    private TargetJvm(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
        this.pumps = List.of(pump(process.getInputStream(), stdout), pump(process.getErrorStream(), stderr));
    }

    /** Starts the program and waits until it is ready for commands. */
    static TargetJvm start(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.commandLine());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL") || name.startsWith("CONNLEAK_"));
        try {
            TargetJvm jvm = new TargetJvm(launch, builder.start());
            jvm.answer("READY"::equals, START);
            return jvm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    List<String> stdout() {
        return stdout.lines();
    }

    List<String> stderr() {
        return stderr.lines();
    }

    /** Sends a command, waits for its answer, and returns what the program added to it. */
    String tell(String command, Duration deadline) {
        send(command);
        String answer =
                answer(line -> line.startsWith("OK " + command) || line.startsWith("FAILED " + command), deadline);
        if (answer.startsWith("FAILED")) {
            throw failure(answer, null);
        }
        return answer.substring("OK ".length() + command.length()).trim();
    }

    /** Ends the program well. */
    int exit() {
        return exit(0);
    }

    /** Ends the program by that exit code and returns the one it really had. */
    int exit(int code) {
        return end("exit " + code);
    }

    /** Sends a command by which the program ends, and returns its exit code. */
    int end(String command) {
        send(command);
        return awaitEnd();
    }

    /** Sends a command whose answer nobody awaits. */
    void send(String command) {
        told.add(command);
        try {
            stdin.write(command + "\n");
            stdin.flush();
        } catch (IOException e) {
            throw failure("could not be told \"" + command + "\"", e);
        }
    }

    /** Sends a signal, by its name without SIG; the shell's exit codes for these are 128 and the signal's number. */
    void signal(String name) {
        told.add("(SIG" + name + ")");
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw failure("could not be sent SIG" + name, null);
            }
        } catch (IOException e) {
            throw failure("could not be sent SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        }
    }

    /** The exit code, once the program has ended. */
    int awaitEnd() {
        try {
            if (!process.waitFor(EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("does not exit", null);
            }
            for (Thread pump : pumps) {
                pump.join(EXIT.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What a failed assertion should say of this program. */
    String story() {
        return "repeat it with\n  %s\ntold\n  %s\nstdout\n  %s\nstderr\n  %s"
                .formatted(
                        String.join(" ", launch.commandLine()),
                        String.join("\n  ", told),
                        String.join("\n  ", stdout()),
                        String.join("\n  ", stderr()));
    }

    private String answer(Predicate<String> wanted, Duration deadline) {
        Optional<String> line = stdout.await(answered, wanted, deadline);
        if (line.isEmpty()) {
            throw failure(process.isAlive() ? "gave no answer within " + deadline : "died", null);
        }
        answered = stdout.lines().size();
        return line.get();
    }

    private IllegalStateException failure(String what, @Nullable Exception cause) {
        return new IllegalStateException("the program " + what + "\n" + story(), cause);
    }

    private static Thread pump(InputStream from, Printed to) {
        Thread thread = new Thread(() -> to.take(from), "pump");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The lines of one stream so far; guarded by itself. */
    private static final class Printed {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        void take(InputStream from) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(unreadable: " + e + ")");
            } finally {
                end();
            }
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        synchronized Optional<String> await(int from, Predicate<String> wanted, Duration deadline) {
            long end = System.nanoTime() + deadline.toNanos();
            while (true) {
                Optional<String> line = lines.subList(from, lines.size()).stream()
                        .filter(wanted)
                        .findFirst();
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (line.isPresent() || ended || left <= 0) {
                    return line;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}
