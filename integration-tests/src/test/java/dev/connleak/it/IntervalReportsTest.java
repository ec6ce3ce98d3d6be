package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EndingProgram;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last few reports of a JVM that writes one every second. */
class IntervalReportsTest {
    private static final int TIMES = 3;
    private static final int KEEP = 3;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration WRITTEN = Duration.ofSeconds(60);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void areKeptAsTheyWereBesideTheLastOne() {
        Launch launch = CLIENT.launch(Jdk.JDK_17, EndingProgram.class)
                .watched(place() + "/", "heldAfter=100ms", "exitIdle=1ms", "reportEvery=1s", "reportKeep=" + KEEP);
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
            List<Report> running = Await.upTo(
                    WRITTEN,
                    this::ifReadable,
                    seen -> seen.size() == KEEP
                            && seen.stream().noneMatch(each -> each.findings().isEmpty()));
            assertThat(running).as(jvm::story).hasSize(KEEP);
            Told.by(jvm, "set", "reportEvery=off");
            jvm.tell("close", COMMAND);

            assertThat(jvm.exit()).as(jvm::story).isZero();

            List<Report> before = reports();
            Report last = before.remove(KEEP - 1);
            assertThat(before)
                    .as(jvm::story)
                    .allMatch(each -> each.json().path("trigger").asText().equals("interval"))
                    .anyMatch(each -> !each.findings().isEmpty());
            assertThat(last.json().path("trigger").asText()).isEqualTo("exit");
            assertThat(last.findings()).as(jvm::story).isEmpty();
            Cli gate = Cli.run(directory, "gate", place().toString());
            assertThat(gate.exitCode()).as(gate::story).isZero();
        }
    }

    /** Empty where a report was taken away under the reader's eyes. */
    private List<Report> ifReadable() {
        try {
            return reports();
        } catch (UncheckedIOException gone) {
            return List.of();
        }
    }

    /** In the order of their sequence. */
    private List<Report> reports() {
        return Report.ifWrittenIn(place()).stream()
                .sorted(Comparator.comparing(
                        each -> each.json().path("sequence").asInt()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Path place() {
        return directory.resolve("reports");
    }
}
