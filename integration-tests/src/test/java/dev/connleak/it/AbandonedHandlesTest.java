package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handles that are dropped and collected in a program that has no more exchanges. */
class AbandonedHandlesTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration REPORTED = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void areProvenWithoutAnotherCall() {
        List<Client> clients = Arrays.stream(Client.values())
                .filter(each -> !each.holdsHandles())
                .toList();
        Path file = directory.resolve("report.json");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(Client.launchAll(Jdk.JDK_17).watched(file, "reportEvery=1s"))) {
            clients.forEach(each -> jvm.tell(each.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND));
            awaitReported(file, clients.size() * TIMES);

            jvm.tell("drop", COMMAND);
            jvm.tell("gc", COMMAND);

            List<Tuple> expected = clients.stream()
                    .map(each -> tuple(
                            Site.marked(each.cells(), "keepAliveUnreadNotClosed"), "body-abandoned", "proven", TIMES))
                    .toList();
            List<Tuple> seen = Await.upTo(
                    REPORTED,
                    () -> findings(Report.read(file)),
                    tuples -> tuples.size() == expected.size() && tuples.containsAll(expected));
            assertThat(seen).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Once an exchange is in a report, the agent holds nothing of it that reaches the handle. */
    private static void awaitReported(Path file, int exchanges) {
        Await.upTo(
                REPORTED,
                () -> Report.ifWritten(file).stream()
                        .flatMap(each -> each.rows("exchanges"))
                        .count(),
                count -> count == exchanges);
    }

    private static List<Tuple> findings(Report report) {
        return report.findings().stream()
                .map(each -> tuple(each.site(), each.kind(), each.grade(), each.number("count")))
                .toList();
    }
}
