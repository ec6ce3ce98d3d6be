package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that leaves takes everything with it, and may come again. */
class DetachTest {
    private static final int TIMES_BACK = 2;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** How the agent comes first. */
    enum Arrival {
        STARTED,
        ATTACHED
    }

    @TempDir
    private Path directory;

    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @BeforeEach
    void makeCounter() throws IOException {
        MadeCounter.in(directory);
    }

    @AfterEach
    void stopServers() {
        leaking.close();
        healthy.close();
    }

    static Stream<Arguments> arrivalsOnJdks() {
        return Arrays.stream(Jdk.values())
                .flatMap(jdk -> Arrays.stream(Arrival.values()).map(arrival -> Arguments.of(jdk, arrival)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("arrivalsOnJdks")
    void nothingIsLeftAndAllOfItComesBack(Jdk jdk, Arrival arrival) {
        Path file = directory.resolve("report.json");
        Launch launch = Client.launchAll(jdk);
        try (TargetJvm jvm = TargetJvm.start(arrival == Arrival.STARTED ? launch.watched(file) : launch)) {
            run(jvm, jdk);
            if (arrival == Arrival.ATTACHED) {
                assertThat(attach(jvm, file).message()).contains("watches this JVM from now on");
            }
            for (int time = 0; time < TIMES_BACK; time++) {
                run(jvm, jdk);
                assertThat(eventsOfOneRound(jvm, jdk)).as(jvm::story).isPositive();
                assertThat(Heap.threadsOfTheAgent(jvm)).hasSize(1);

                Told left = Told.by(jvm, "detach");

                assertThat(left.message()).as(jvm::story).contains("has left this JVM", "No thread, hook, table");
                assertThat(left.exitCode()).isZero();
                assertThat(eventsOfOneRound(jvm, jdk)).as(jvm::story).isZero();
                assertThat(Heap.threadsOfTheAgent(jvm)).isEmpty();
                assertThat(Await.upTo(SETTLED, () -> Heap.ofTheAgent(jvm), List::isEmpty))
                        .as(jvm::story)
                        .isEmpty();

                assertThat(attach(jvm, directory.resolve("report-" + time + ".json"))
                                .exitCode())
                        .as(jvm::story)
                        .isZero();
                assertThat(Heap.ofTheAgent(jvm)).anyMatch(line -> line.contains("dev.connleak.agent.Agent$Loader"));
            }
            run(jvm, jdk);
            Report report = Told.by(jvm, "dump").report();
            assertThat(report.json().at("/totals/exchanges").asInt())
                    .as(jvm::story)
                    .isEqualTo(2 * Client.allOn(jdk).size());
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
        assertThat(Report.read(file).json().at("/agent/state").asText()).isEqualTo("detached");
    }

    private static Told attach(TargetJvm jvm, Path report) {
        return Told.by(jvm, "attach", "report=" + report);
    }

    /** What woven code reports while every client has one exchange. */
    private int eventsOfOneRound(TargetJvm jvm, Jdk jdk) {
        jvm.tell("count-events " + directory, COMMAND);
        Client.allOn(jdk).forEach(client -> jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, healthy), COMMAND));
        return Integer.parseInt(jvm.tell("events", COMMAND));
    }

    private void run(TargetJvm jvm, Jdk jdk) {
        for (Client client : Client.allOn(jdk)) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, healthy), COMMAND);
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, leaking), COMMAND);
        }
    }
}
