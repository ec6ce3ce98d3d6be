package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.Project.Built;
import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build under Surefire in which one test calls {@code System.exit} and one {@code Runtime.halt}, each in a JVM of its own. */
class TestsThatEndTheirJvmTest {
    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void leaveAReportEachAndTheGateSaysWhichOneIsUnfinished() throws IOException, InterruptedException {
        Project project = Project.copied("endings", directory.resolve("project"));
        Path reports = directory.resolve("reports");

        Built built = project.build(
                Project.maven("-Dserver=" + server.url(), "-Dreports=" + reports),
                AgentJar.flag(reports + "/", "exitIdle=1ms"));

        assertThat(built.exitCode()).as(built::story).isEqualTo(1);
        List<Path> files = files(reports);
        assertThat(files)
                .as(built::story)
                .hasSize(3)
                .allMatch(file -> file.toString().endsWith(".json"));
        List<Path> unfinished = files.stream()
                .filter(file -> !Report.read(file).json().path("complete").asBoolean())
                .toList();
        assertThat(unfinished).as(built::story).hasSize(1);
        assertThat(files)
                .filteredOn(file -> !unfinished.contains(file))
                .flatExtracting(file -> Report.read(file).findings())
                .as("of the one that exits, and not of the one that reads")
                .extracting(Finding::kind, Finding::grade, each -> each.number("count"), Finding::site)
                .containsExactly(tuple(
                        "body-held",
                        "likely",
                        1,
                        new Site(
                                "shop.ExitTest",
                                "endsTheJvm",
                                "ExitTest.java",
                                Project.marked("endings/src/test/java/shop/ExitTest.java"))));
        // What was found weighs more than what could not be seen.
        assertGateNamesTheUnfinishedOne(1, reports);
        assertGateNamesTheUnfinishedOne(4, unfinished.get(0));
    }

    private void assertGateNamesTheUnfinishedOne(int code, Path reports) {
        Cli gate = Cli.run(directory, "gate", reports.toString());
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(code);
        assertThat(gate.stdout().replaceAll("\\s+", " "))
                .as(gate::story)
                .containsOnlyOnce("never finished its report")
                .containsPattern("the JVM \\S+ \\(.*\\), which began at \\S+ never finished its report");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
