package dev.connleak.it.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that waits until it is its turn: one line on stdin is a command, one line on stdout its answer. What it says
 * on stderr is shown. Used by one thread.
 */
final class Participant implements AutoCloseable {
    /** The kernel counts a process's time in hundredths of a second, whatever its own clock does (proc(5), USER_HZ). */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Where proc(5) has utime and stime, counted behind the name in parentheses, which may hold blanks. */
    private static final int USER_TIME = 11;

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    Participant(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        if (!"READY".equals(answers.readLine())) {
            close();
            throw new IOException("did not start: " + String.join(" ", command));
        }
    }

    /** Give a command and return what was added to it in the answer. */
    String tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("OK " + command)) {
            throw new IOException("answer to \"" + command + "\": " + answer);
        }
        return answer.substring("OK ".length() + command.length()).trim();
    }

    /** The user and system time of the process so far, all threads that it has and had. */
    long cpuNanos() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * NANOS_PER_TICK;
    }

    /** Ends when its stdin does. */
    @Override
    public void close() throws IOException {
        try (commands) {
            if (process.isAlive()) {
                commands.write("exit 0\n");
            }
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
