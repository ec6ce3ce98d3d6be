package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.ManualLeases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that the application takes from a client's pool by itself. */
class ManualLeasesTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void thatAreNotGivenBackAreToldAtTheLineThatTookThem() {
        try (SilentServer server = SilentServer.reading();
                TargetJvm jvm = TargetJvm.start(watched())) {
            for (String each : List.of("return", "keep", "lose")) {
                jvm.tell(each + " " + TIMES + " " + server.url(), COMMAND);
            }
            jvm.tell("gc", COMMAND);

            List<Tuple> expected = List.of(finding("keep", "likely"), finding("lose", "proven"));
            List<Tuple> seen = Await.upTo(
                    SEEN, this::findings, each -> each.size() == expected.size() && each.containsAll(expected));
            assertThat(seen).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(report().orElseThrow().rows("pools"))
                    .extracting(pool -> pool.path("leased").asInt())
                    .contains(2 * TIMES);
        }
    }

    @Test
    void thatAreGivenBackAreNoFinding() {
        try (SilentServer server = SilentServer.reading();
                TargetJvm jvm = TargetJvm.start(watched())) {
            jvm.tell("return " + TIMES + " " + server.url(), COMMAND);
            jvm.tell("gc", COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = report().orElseThrow();
            assertThat(report.findings()).as(jvm::story).isEmpty();
            assertThat(report.rows("connections"))
                    .extracting(connection -> connection.path("state").asText())
                    .as(jvm::story)
                    .containsExactly("idle");
        }
    }

    private Launch watched() {
        return Client.APACHE_5
                .launch(Jdk.JDK_17, ManualLeases.class)
                .watched(directory.resolve("report.json"), "heldAfter=1s", "exitIdle=1ms", "reportEvery=1s");
    }

    private static Tuple finding(String method, String grade) {
        return tuple("lease-held", grade, "held", TIMES, TIMES, Site.marked(ManualLeases.class, method));
    }

    private Optional<Report> report() {
        return Report.ifWritten(directory.resolve("report.json"));
    }

    private List<Tuple> findings() {
        return report().map(Report::findings).orElse(List.of()).stream()
                .map(each -> tuple(
                        each.kind(),
                        each.grade(),
                        each.outcome(),
                        each.number("count"),
                        each.number("connectionsHeld"),
                        each.site()))
                .toList();
    }
}
