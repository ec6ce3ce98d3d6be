package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.CellTable.Fate;
import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The eight cells of each client, judged by the agent: a leak is named where it is one, with its line, and nowhere else. */
class CellVerdictsTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final List<Shape> SHAPES = List.of(Shape.SMALL, Shape.LARGE, Shape.CHUNKED, Shape.NO_LENGTH);

    /** The exchanges of one cell with a server of their own. */
    private record Run(Cell cell, Fate fate, RawServer server) {}

    /** The findings on one cell. */
    private interface Expectation {
        List<Verdict> of(Cell cell, Fate fate);
    }

    @TempDir
    private Path directory;

    private Path file = Path.of("");
    private final List<Run> runs = new ArrayList<>();
    private final RawServer elsewhere = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    static Stream<Arguments> clientsAndShapes() {
        Stream<Arguments> all = Arrays.stream(Client.values())
                .flatMap(client -> SHAPES.stream().map(shape -> Arguments.of(client, shape)));
        return Stream.concat(
                all, Stream.of(Client.APACHE_5, Client.REFERENCE).map(client -> Arguments.of(client, Shape.GZIP)));
    }

    @BeforeEach
    void nameTheReport() {
        file = directory.resolve("report.json");
    }

    @AfterEach
    void stopServers() {
        runs.forEach(each -> each.server().close());
        elsewhere.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsAndShapes")
    void heldResponsesAreJudgedAtExit(Client client, Shape shape) {
        judgeHeld(client, client.launch(Jdk.JDK_17), shape);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "JDK_11, 10.0.24, SMALL",
        "JDK_11, 10.0.24, LARGE",
        "JDK_17, 11.0.24, LARGE",
        "JDK_17, 12.0.22, SMALL",
        "JDK_17, 12.0.22, LARGE",
        "JDK_25, 12.1.13, SMALL",
        "JDK_25, 12.1.13, LARGE"
    })
    void soTheyAreWithLaterVersionsOfJetty(Jdk jdk, String version, Shape shape) {
        Launch launch = Launch.of(jdk, CellProgram.class).packed(JettyJar.of(version, directory));

        judgeHeld(Client.JETTY_9, launch, shape);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsAndShapes")
    void droppedResponsesAreProvenWhereTheClientLetsGo(Client client, Shape shape) {
        Launch launch = client.launch(Jdk.JDK_17).watched(file, "exitIdle=1ms", "heldAfter=100ms", "reportEvery=1s");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            run(client, shape, jvm);
            awaitFates();

            jvm.tell("drop", COMMAND);

            Expectation whenDropped = (cell, fate) ->
                    fate.leaks() ? List.of(Verdict.dropped(client, cell, fate, TIMES)) : expected(client, cell, fate);
            List<String> wrong = Await.upTo(
                    SETTLED,
                    () -> {
                        collect(client, jvm);
                        return Report.ifWritten(file)
                                .map(report -> wrong(report, whenDropped))
                                .orElse(List.of("no report"));
                    },
                    List::isEmpty);
            assertThat(wrong).as(jvm::story).isEmpty();
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(wrong(Report.read(file), whenDropped)).as(jvm::story).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Client.class)
    void whatWasReadToItsEndAndDroppedAtOnceIsNoLeak(Client client) {
        Cell cell = Cell.CLOSE_READ_NOT_CLOSED;
        try (RawServer server = RawServer.answering(Shape.SMALL.answer(cell));
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17).watched(file, "exitIdle=1ms"))) {
            for (int i = 0; i < TIMES; i++) {
                jvm.tell(client.run(cell, 1, server), COMMAND);
                jvm.tell("drop", COMMAND);
                jvm.tell("gc", COMMAND);
            }

            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).as(jvm::story).isEmpty();
        }
    }

    private void judgeHeld(Client client, Launch launch, Shape shape) {
        try (TargetJvm jvm = TargetJvm.start(launch.watched(file, "exitIdle=1ms"))) {
            run(client, shape, jvm);
            awaitFates();

            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(wrong(Report.read(file), (cell, fate) -> expected(client, cell, fate)))
                    .as(jvm::story)
                    .isEmpty();
        }
    }

    private static List<Verdict> expected(Client client, Cell cell, Fate fate) {
        if (fate.leaks()) {
            return List.of(Verdict.held(client, cell, fate, TIMES));
        }
        return cell == Cell.KEEP_ALIVE_UNREAD_CLOSED && fate.whileHeld() == Word.CLOSED
                ? List.of(Verdict.closedEarly(client, cell, TIMES))
                : List.of();
    }

    private void run(Client client, Shape shape, TargetJvm jvm) {
        CellTable table = ExpectedCells.on(jvm, client);
        for (Cell cell : Cell.values()) {
            if (shape.fits(cell)) {
                Run run = new Run(cell, table.fate(cell, shape), RawServer.answering(shape.answer(cell)));
                runs.add(run);
                jvm.tell(client.run(cell, TIMES, shape.tasted(), run.server()), COMMAND);
            }
        }
    }

    private void awaitFates() {
        Await.upTo(
                SETTLED,
                () -> runs.stream()
                        .allMatch(
                                each -> Outcome.at(each.server()).is(each.fate().whileHeld())),
                settled -> settled);
    }

    /** OkHttp looks for connections that lost their call when another one is given back. */
    private void collect(Client client, TargetJvm jvm) {
        jvm.tell("gc", COMMAND);
        jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, elsewhere), COMMAND);
    }

    /** Where closing and giving back race, it is chance how many connections the closes cost: that waste is not judged. */
    private List<String> wrong(Report report, Expectation expectation) {
        List<String> wrong = new ArrayList<>();
        List<Finding> others = new ArrayList<>(report.findings());
        for (Run run : runs) {
            List<Finding> here = report.findings().stream()
                    .filter(each -> each.isOf(run.server()))
                    .toList();
            others.removeAll(here);
            List<Verdict> seen = here.stream()
                    .map(Verdict::of)
                    .filter(each -> each.severity().equals("leak") || run.fate().whileHeld() != Word.RACED)
                    .toList();
            List<Verdict> expected = expectation.of(run.cell(), run.fate());
            if (!seen.equals(expected)) {
                wrong.add("%s%n  expected %s%n  saw      %s".formatted(run.cell(), expected, seen));
            }
        }
        others.forEach(each -> wrong.add("on no route of this test: " + each.json()));
        return wrong;
    }
}
