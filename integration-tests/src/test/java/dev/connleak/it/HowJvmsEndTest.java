package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EndingProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on disk after each way to end a JVM, and what the gate makes of it. */
class HowJvmsEndTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration WRITTEN = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;
    private static final int SIGINT = 2;

    private enum Ending {
        EXIT_WHILE_MAIN_WAITS("exit 3", 3, true),
        EXIT_ON_ANOTHER_THREAD("exit-elsewhere 3", 3, true),
        MAIN_RETURNS_WHILE_DAEMONS_RUN("return", 0, true),
        SIGNAL_TERM("TERM", 128 + 15, true),
        SIGNAL_INT("INT", 128 + SIGINT, true),
        HALT("halt 3", 3, false),
        SIGNAL_KILL("KILL", 128 + 9, false),
        EXIT_ON_OUT_OF_MEMORY("exhaust", 3, false);

        private final String word;
        private final int exitCode;
        private final boolean runsHooks;

        Ending(String word, int exitCode, boolean runsHooks) {
            this.word = word;
            this.exitCode = exitCode;
            this.runsHooks = runsHooks;
        }

        int end(TargetJvm jvm) {
            if (!name().startsWith("SIGNAL")) {
                return jvm.end(word);
            }
            assumeTrue(this != SIGNAL_INT || listensToInterrupt(jvm), "SIGINT is ignored where these tests run");
            jvm.signal(word);
            return jvm.awaitEnd();
        }

        /** A JVM leaves a signal ignored that it found ignored, as background jobs of some shells do. */
        private static boolean listensToInterrupt(TargetJvm jvm) {
            try {
                return Files.readAllLines(Path.of("/proc/" + jvm.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(
                                line.substring("SigIgn:".length()).trim(), 16))
                        .noneMatch(ignored -> (ignored >> (SIGINT - 1) & 1) == 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void theReportOfALeakIsCompleteWhereShutdownHooksRun(Ending ending) {
        Report report = reportAfter(ending, "leak");

        assertThat(report.json().path("complete").asBoolean()).as("complete").isEqualTo(ending.runsHooks);
        if (ending.runsHooks) {
            assertThat(report.findings())
                    .extracting(Finding::kind, Finding::site, each -> each.number("count"))
                    .containsExactly(
                            tuple("body-held", Site.marked(CLIENT.cells(), "keepAliveUnreadNotClosed"), TIMES));
        }
        assertGate(ending.runsHooks ? 1 : 4);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXIT_WHILE_MAIN_WAITS", "SIGNAL_TERM", "SIGNAL_KILL"})
    void theHealthyTwinPassesWhereShutdownHooksRun(Ending ending) {
        Report report = reportAfter(ending, "read");

        assertThat(report.json().path("complete").asBoolean()).as("complete").isEqualTo(ending.runsHooks);
        assertThat(report.findings()).isEmpty();
        assertGate(ending.runsHooks ? 0 : 4);
    }

    @Test
    void aHookThatBlocksForEverDoesNotKeepTheReportFromBeingWritten() {
        try (TargetJvm jvm = start()) {
            jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
            jvm.tell("hook-blocks", COMMAND);
            jvm.send("exit 0");

            assertThat(complete())
                    .as(jvm::story)
                    .hasValueSatisfying(report -> assertThat(report.findings()).hasSize(1));
            assertGate(1);
            assertThat(jvm.isAlive()).as(jvm::story).isTrue();
        }
    }

    @Test
    void whatTheApplicationsOwnHookClosesIsTakenBack() {
        Report report = reportWithHook("hook-closes 300");

        assertThat(report.json().path("complete").asBoolean()).as("complete").isTrue();
        assertThat(report.findings()).isEmpty();
        assertGate(0);
    }

    /** Longer than anybody waits: what is closed by then was open when the process ended. */
    @Test
    void whatIsClosedTooLateIsALeak() {
        Report report = reportWithHook("hook-closes 4000");

        assertThat(report.json().path("complete").asBoolean()).as("complete").isTrue();
        assertThat(report.findings()).extracting(Finding::kind).containsExactly("body-held");
        assertGate(1);
    }

    @Test
    void anApplicationThatInterruptsAllThreadsGetsItsReports() {
        try (TargetJvm jvm = start()) {
            jvm.tell("interrupt", COMMAND);
            jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
            assertThat(Await.upTo(WRITTEN, () -> Report.ifWritten(file()), Optional::isPresent))
                    .as(jvm::story)
                    .isPresent();
            jvm.tell("hook-interrupts 500", COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(complete()).as(jvm::story).isPresent();
            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
        }
    }

    private Report reportWithHook(String hook) {
        try (TargetJvm jvm = start()) {
            jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
            jvm.tell(hook, COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            return Report.read(file());
        }
    }

    private Report reportAfter(Ending ending, String exchanges) {
        try (TargetJvm jvm = start()) {
            jvm.tell(exchanges + " " + TIMES + " " + server.url(), COMMAND);
            if (!ending.runsHooks) {
                Await.upTo(WRITTEN, () -> Report.ifWritten(file()), Optional::isPresent);
            }
            assertThat(ending.end(jvm)).as(jvm::story).isEqualTo(ending.exitCode);
            assertThat(leftovers()).as(jvm::story).containsExactly(file());
            return Report.read(file());
        }
    }

    private TargetJvm start() {
        return TargetJvm.start(CLIENT.launch(Jdk.JDK_17, EndingProgram.class)
                .flags("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                .watched(file(), "exitIdle=1ms"));
    }

    private Optional<Report> complete() {
        return Await.upTo(
                WRITTEN,
                () -> Report.ifWritten(file()),
                seen -> seen.filter(report -> report.json().path("complete").asBoolean())
                        .isPresent());
    }

    private void assertGate(int code) {
        Cli gate = Cli.run(directory, "gate", file().toString());
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(code);
    }

    private List<Path> leftovers() {
        try (var files = Files.list(file().getParent())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("reports").resolve("report.json");
    }
}
