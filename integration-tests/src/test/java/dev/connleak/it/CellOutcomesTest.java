package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The eight cells of each client, judged by the kernel and by the server's own count. */
class CellOutcomesTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private record Run(Cell cell, Shape shape, RawServer server) {
        String command(Client client) {
            return client.run(cell, TIMES, shape.tasted(), server);
        }
    }

    @TempDir
    private Path directory;

    private final List<Run> runs = new ArrayList<>();
    private final RawServer elsewhere = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        runs.forEach(run -> run.server().close());
        elsewhere.close();
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheTable(Client client) {
        assertOutcomes(client, client.launch(Jdk.JDK_17));
    }

    @ParameterizedTest
    @EnumSource
    void areTheSameUnderTheAgent(Client client) {
        assertOutcomes(client, client.launch(Jdk.JDK_17).watched(directory.resolve("report.json"), "reportEvery=1s"));
        Report.read(directory.resolve("report.json"));
    }

    private void assertOutcomes(Client client, Launch launch) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            CellTable table = ExpectedCells.on(jvm, client);
            startServers();

            runs.forEach(run -> jvm.tell(run.command(client), COMMAND));
            List<String> whileHeld =
                    differences(run -> table.fate(run.cell(), run.shape()).whileHeld(), () -> {});
            jvm.tell("drop", COMMAND);
            List<String> whenCollected =
                    differences(run -> table.fate(run.cell(), run.shape()).whenCollected(), () -> collect(client, jvm));

            assertThat(whileHeld)
                    .as("while the responses are held; %s", jvm.story())
                    .isEmpty();
            assertThat(whenCollected)
                    .as("when they are collected; %s", jvm.story())
                    .isEmpty();
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    private void startServers() {
        for (Cell cell : Cell.values()) {
            for (Shape shape : Shape.values()) {
                if (shape.fits(cell)) {
                    runs.add(new Run(cell, shape, RawServer.answering(shape.answer(cell))));
                }
            }
        }
    }

    /** OkHttp looks for connections that lost their call when another one is given back. */
    private void collect(Client client, TargetJvm jvm) {
        jvm.tell("gc", COMMAND);
        jvm.tell(new Run(Cell.KEEP_ALIVE_READ_CLOSED, Shape.SMALL, elsewhere).command(client), COMMAND);
    }

    private List<String> differences(Function<Run, Word> expected, Runnable first) {
        return Await.upTo(
                SETTLED,
                () -> {
                    first.run();
                    return runs.stream()
                            .flatMap(run -> difference(run, expected.apply(run)).stream())
                            .toList();
                },
                List::isEmpty);
    }

    private static List<String> difference(Run run, Word expected) {
        Outcome seen = Outcome.at(run.server());
        return seen.is(expected)
                ? List.of()
                : List.of("%s %s: expected %s, saw %s".formatted(run.cell(), run.shape(), expected, seen));
    }
}
