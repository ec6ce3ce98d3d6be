package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, run as processes on running programs and on what those reported. */
class CommandLineTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final Client CLIENT = Client.APACHE_5;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void gateFailsOnALeak() {
        Path report = reportOf(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED);

        Cli gate = Cli.run(directory, "gate", report.toString());

        assertThat(gate.exitCode()).as(gate::story).isEqualTo(1);
        assertThat(gate.stdout()).as(gate::story).contains("keepAliveUnreadNotClosed");
    }

    @Test
    void gatePassesWhereNothingLeaks() {
        Path report = reportOf(Cell.KEEP_ALIVE_READ_CLOSED);

        Cli gate = Cli.run(directory, "gate", report.toString());

        assertThat(gate.exitCode()).as(gate::story).isZero();
    }

    /** The jar holds a few of the agent's classes only, and the table needs them. */
    @Test
    void tableFindsEachCellAsExpected() {
        Cli table = Cli.run(directory, "table");

        assertThat(table.exitCode()).as(table::story).isZero();
        assertThat(table.stdout()).as(table::story).contains("All 8 are as expected.");
    }

    @Test
    void attachAndDumpNameALeakOfARunningProgram() {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17))) {
            String pid = Long.toString(jvm.pid());
            Cli attach = Cli.run(directory, "attach", pid, "-o", "heldAfter=100ms");
            assertThat(attach.exitCode()).as(attach::story).isZero();

            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND);

            Cli dump = Await.upTo(
                    SETTLED,
                    () -> Cli.run(directory, "dump", pid),
                    seen -> seen.exitCode() != 0
                            || Report.of(seen.stdout()).findings().stream()
                                    .anyMatch(each -> each.number("count") == TIMES));
            assertThat(dump.exitCode()).as(dump::story).isZero();
            assertThat(Report.of(dump.stdout()).findings())
                    .as(dump::story)
                    .extracting(Finding::site, each -> each.number("count"))
                    .containsExactly(tuple(Site.marked(CLIENT.cells(), "keepAliveUnreadNotClosed"), TIMES));
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    /** The report of a program that had exchanges of one cell. */
    private Path reportOf(Cell cell) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(file, "exitIdle=1ms"))) {
            jvm.tell(CLIENT.run(cell, TIMES, server), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
        Report.read(file);
        return file;
    }
}
