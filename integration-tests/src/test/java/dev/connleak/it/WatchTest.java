package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live view of a running program, in a real terminal. */
class WatchTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.APACHE_5;
    /** As much of it as eighty columns have room for. */
    private static final String LINE = "ApacheCells.keepAliveUnreadN";

    private static final int LEAKS = 15;
    private static final Pattern HEADING = Pattern.compile("In use \\((\\d+) of " + LEAKS + "\\)");

    /** What the shell says after the view: nothing of it is left in the terminal. */
    private static final String AS_BEFORE = "the terminal is as it was, exit code 0";

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aLeakAndItsGrowthAreSeenAsTheyHappen() {
        try (TargetJvm jvm = watched()) {
            leak(jvm, 2);
            try (Terminal terminal = watching(jvm, "")) {
                String before = terminal.await(screen -> screen.contains("likely body-held"));
                assertThat(before).contains("connleak watch  " + jvm.pid(), LINE, "In use (2), oldest first");

                leak(jvm, 3);

                String after = terminal.await(screen -> screen.contains("In use (5)") && screen.contains("+3"));
                assertThat(after).contains("1 leak: 5 connections held", "3 more since this view began", LINE);
                terminal.type("q");
                assertThat(terminal.await(screen -> screen.contains("exit code")))
                        .contains(AS_BEFORE);
                assertThat(jvm.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aHealthyProgramShowsNoLeak() {
        try (TargetJvm jvm = watched()) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 5, server), COMMAND);
            try (Terminal terminal = watching(jvm, "")) {
                String screen = terminal.await(seen -> seen.contains("In use"));

                assertThat(screen).contains("No leak so far: 5 exchanges").doesNotContain("body-held");
                terminal.type("C-c");
                assertThat(terminal.await(seen -> seen.contains("exit code"))).contains(AS_BEFORE);
            }
        }
    }

    @Test
    void keysShowTheStackFilterHelpAndWriteADump() throws IOException {
        try (TargetJvm jvm = watched()) {
            leak(jvm, 3);
            try (Terminal terminal = watching(jvm, "")) {
                assertThat(terminal.await(screen -> screen.contains("likely body-held")))
                        .contains("quit");

                terminal.type("Enter");
                assertThat(terminal.await(screen -> screen.contains("Where the request was made")))
                        .contains("likely body-held", "ApacheCells.keepAliveUnreadNotClosed(", "clf1:");
                terminal.type("Escape", "?");
                assertThat(terminal.await(screen -> screen.contains("go to the other list")))
                        .contains("leave; the JVM keeps its agent");
                terminal.type("Escape", "/", "n", "o", "w", "h", "e", "r", "e");
                assertThat(terminal.await(screen -> screen.contains("filter: nowhere_")))
                        .contains("In use, oldest first\n  none");
                terminal.type("Escape", "d");
                assertThat(terminal.await(screen -> screen.contains("wrote "))).contains("connleak-" + jvm.pid());
                assertThat(dumps())
                        .singleElement()
                        .satisfies(
                                file -> assertThat(Report.read(file).findings()).hasSize(1));
            }
        }
    }

    @Test
    void theViewFitsTheWindowWhenThatChanges() {
        try (TargetJvm jvm = watched()) {
            leak(jvm, LEAKS);
            try (Terminal terminal = watching(jvm, "")) {
                terminal.resize(80, 20);
                int usual = shown(terminal.await(screen -> shown(screen) < LEAKS));
                assertThat(usual).isBetween(2, LEAKS - 1);

                terminal.resize(60, 12);
                assertThat(shown(terminal.await(screen -> shown(screen) < usual)))
                        .isLessThan(usual);

                terminal.resize(120, 40);
                String wide = terminal.await(screen -> screen.contains("In use (" + LEAKS + ")"));
                assertThat(wide).contains("In use (" + LEAKS + ")", "d dump");
            }
        }
    }

    @Test
    void theEndOfTheProgramEndsTheView() {
        try (TargetJvm jvm = watched()) {
            try (Terminal terminal = watching(jvm, "")) {
                assertThat(terminal.await(screen -> screen.contains("No leak so far")))
                        .contains("No leak so far");

                assertThat(jvm.exit()).isZero();

                assertThat(terminal.await(screen -> screen.contains("exit code")))
                        .contains("connleak: the view has ended: process " + jvm.pid() + " has ended", AS_BEFORE);
            }
        }
    }

    @Test
    void aViewThatIsTerminatedGivesTheTerminalBack() {
        try (TargetJvm jvm = watched();
                Terminal terminal = watching(jvm, "sh -c 'echo $$ > pid; exec \"$@\"' sh ")) {
            assertThat(terminal.await(screen -> screen.contains("No leak so far")))
                    .contains("No leak so far");

            terminate();

            assertThat(terminal.await(screen -> screen.contains("exit code")))
                    .contains("the terminal is as it was, exit code 143");
        }
    }

    @Test
    void colourIsLeftOutWhereItIsNotWanted() {
        try (TargetJvm jvm = watched()) {
            leak(jvm, 2);
            try (Terminal terminal = watching(jvm, "")) {
                terminal.await(screen -> screen.contains("likely body-held"));
                assertThat(terminal.coloredScreen()).contains("\u001b[31m");
            }
            try (Terminal terminal = watching(jvm, "env NO_COLOR=1 ")) {
                terminal.await(screen -> screen.contains("likely body-held"));
                assertThat(terminal.coloredScreen())
                        .contains("likely body-held")
                        .doesNotContain("\u001b[31m");
            }
        }
    }

    @Test
    void withoutATerminalASentenceSaysWhatToDoAndOneLookIsPossible() throws JsonProcessingException {
        try (TargetJvm jvm = watched()) {
            leak(jvm, 2);
            String pid = Long.toString(jvm.pid());

            Cli refused = Cli.run(directory, "watch", pid);
            Cli once = Await.upTo(
                    Duration.ofSeconds(30),
                    () -> Cli.run(directory, "watch", pid, "--once"),
                    seen -> seen.stdout().contains("likely"));
            Cli json = Cli.run(directory, "watch", pid, "--once", "--json");

            assertThat(refused.exitCode()).as(refused::story).isEqualTo(2);
            assertThat(refused.stderr()).contains("watch needs a terminal", "--once");
            assertThat(once.exitCode()).as(once::story).isZero();
            assertThat(once.stdout()).contains("likely body-held", LINE).doesNotContain("\u001b");
            JsonNode look = new ObjectMapper().readTree(json.stdout());
            assertThat(look.path("pid").asLong()).isEqualTo(jvm.pid());
            assertThat(look.path("leases")).hasSize(2);
        }
    }

    @Test
    void whereNoAgentIsTheViewSaysSo() {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17));
                Terminal terminal = watching(jvm, "")) {
            assertThat(terminal.await(screen -> screen.contains("exit code")))
                    .contains("no connleak agent watches this JVM; use connleak attach first")
                    .contains("the terminal is as it was, exit code 4");
        }
    }

    /** How many rows of the connections in use the window has room for; more than there are where it says nothing. */
    private static int shown(String screen) {
        Matcher heading = HEADING.matcher(screen);
        return heading.find() ? Integer.parseInt(heading.group(1)) : Integer.MAX_VALUE;
    }

    private TargetJvm watched() {
        return TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory.resolve("report.json"), "heldAfter=100ms"));
    }

    private void leak(TargetJvm jvm, int times) {
        jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, times, server), COMMAND);
    }

    /** @param wrapper what starts the command line */
    private Terminal watching(TargetJvm jvm, String wrapper) {
        List<String> command = Cli.commandLine("watch", Long.toString(jvm.pid()));
        return Terminal.running(
                directory,
                80,
                24,
                "stty -g > before; " + wrapper + String.join(" ", command)
                        + "; code=$?; stty -g > after; cmp before after && echo the terminal is as it was, exit code $code");
    }

    private void terminate() {
        try {
            String pid = Files.readString(directory.resolve("pid")).strip();
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("connleak-"))
                    .toList();
        }
    }
}
