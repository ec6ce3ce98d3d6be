package dev.connleak.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A terminal in which a command runs and at which nobody sits: what is typed comes from the test, which reads the screen.
 * It is tmux's; where that is not installed the test is skipped. The screen stays when the command has ended.
 */
final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TMUX_SECONDS = 30;

    private final Path directory;
    private final String command;
    /** One of its own: a server that was told to end may still take the next one's call. */
    private final String socket = "tmux-" + UUID.randomUUID().toString().substring(0, 8);

    private Terminal(Path directory, String command) {
        this.directory = directory;
        this.command = command;
    }

    /** @param directory where the command works and where the terminal's own files are */
    static Terminal running(Path directory, int width, int height, String command) {
        assumeTrue(installed(), "tmux is not on this machine");
        Terminal terminal = new Terminal(directory, command);
        terminal.tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(width),
                "-y",
                Integer.toString(height),
                "-c",
                directory.toString(),
                // The second program keeps the screen for the test to read.
                command + "; exec cat");
        return terminal;
    }

    /** Types keys, each by its name in tmux: a letter, Enter, Tab, Escape, C-c. */
    void type(String... keys) {
        for (String key : keys) {
            tmux("send-keys", key);
        }
    }

    void resize(int width, int height) {
        tmux("resize-window", "-x", Integer.toString(width), "-y", Integer.toString(height));
    }

    /** The screen as soon as it is as wanted; the last one where it never is. */
    String await(Predicate<String> wanted) {
        return Await.upTo(PATIENCE, this::screen, wanted);
    }

    String screen() {
        return tmux("capture-pane", "-p");
    }

    /** The screen with its colours, as escape sequences. */
    String coloredScreen() {
        return tmux("capture-pane", "-p", "-e");
    }

    @Override
    public void close() {
        tmux("kill-server");
    }

    private static boolean installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tmux")));
    }

    private String tmux(String... arguments) {
        // The default socket is the user's; a path of a socket has to be short, and the directory's may not be.
        List<String> line = new ArrayList<>(List.of("tmux", "-S", socket));
        line.addAll(List.of(arguments));
        try {
            Path out = directory.resolve("tmux.out");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("TMUX") || name.contains("COLOR"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            if (!process.waitFor(TMUX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + String.join(" ", line));
            }
            String said = Files.readString(out, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", line) + " said " + said + "\nrunning " + command);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + String.join(" ", line), e);
        }
    }
}
