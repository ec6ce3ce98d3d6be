package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.FourPools;
import dev.connleak.it.target.TightProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of two connections, both taken, and a caller that wants a third. */
class ExhaustionTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"APACHE_5", "REFERENCE"})
    void namesThoseWhoHoldAndKeepsTheMoment(Client client) {
        Path file = directory.resolve("report.json");
        Path moment = directory.resolve("report-exhaustion-1.json");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch(file))) {
            for (int i = 0; i < 2; i++) {
                jvm.tell("hold " + client + " " + server.url(), COMMAND);
            }
            jvm.tell("wait " + client + " " + server.url(), COMMAND);

            Optional<Report> kept = Await.upTo(SEEN, () -> Report.ifWritten(moment), Optional::isPresent);
            assertThat(kept).as(jvm::story).isPresent();
            assertThat(kept.get().json().path("trigger").asText()).isEqualTo("exhaustion");
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(jvm.stderr()).as(jvm::story).anyMatch(line -> line.contains(" kind=pool-exhausted count=2 "));
            for (Report report : List.of(kept.get(), Report.read(file))) {
                Finding exhausted = report.findings().stream()
                        .filter(each -> each.kind().equals("pool-exhausted"))
                        .findFirst()
                        .orElseThrow();
                assertThat(exhausted.grade()).isEqualTo("likely");
                assertThat(exhausted.number("connectionsHeld")).isEqualTo(2);
                assertThat(exhausted.site()).isEqualTo(site(client));
                JsonNode pool = pool(report);
                assertThat(pool.path("waiters")).hasSize(1);
                assertThat(report.thread(pool.path("waiters").get(0))
                                .path("name")
                                .asText())
                        .isEqualTo("waiter");
                assertThat(pool.path("saturatedMillis").asLong()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APACHE_5", "REFERENCE"})
    void holdersThatReadOnAreLoad(Client client) {
        Path file = directory.resolve("report.json");
        Answer slow = Answer.of(Answer.Framing.CONTENT_LENGTH, Answer.LARGE).at(Answer.Pace.DRIP);
        try (RawServer server = RawServer.answering(slow);
                TargetJvm jvm = TargetJvm.start(launch(file))) {
            for (int i = 0; i < 2; i++) {
                jvm.tell("read " + client + " " + server.url(), COMMAND);
            }
            Await.upTo(SEEN, server::requests, each -> each == 2);
            jvm.tell("wait " + client + " " + server.url(), COMMAND);

            Optional<Report> saturated =
                    Await.upTo(SEEN, () -> Report.ifWritten(file), each -> saturatedMillis(each) > 2000);
            assertThat(saturatedMillis(saturated)).as(jvm::story).isGreaterThan(2000);
            assertThat(saturated.map(Report::findings)).as(jvm::story).contains(List.of());
            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
        }
    }

    @Test
    void theFirstThreeMomentsAreKept() {
        Path file = directory.resolve("report.json");
        Launch launch = Client.REFERENCE
                .launch(Jdk.JDK_17, FourPools.class)
                .watched(file, "heldAfter=1s", "exitIdle=1ms", "reportEvery=1s");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            for (int number = 0; number < 4; number++) {
                jvm.tell("exhaust " + number + " " + server.url(), COMMAND);
                long wanted = number + 1;
                long seen = Await.upTo(SEEN, () -> exhaustions(Report.ifWritten(file)), each -> each == wanted);
                assertThat(seen).as(jvm::story).isEqualTo(wanted);
                Path moment = directory.resolve("report-exhaustion-" + wanted + ".json");
                if (number < 3) {
                    Optional<Report> kept = Await.upTo(SEEN, () -> Report.ifWritten(moment), Optional::isPresent);
                    assertThat(exhaustions(kept)).as(jvm::story).isEqualTo(wanted);
                }
            }
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(directory.resolve("report-exhaustion-4.json")).doesNotExist();
        }
    }

    private static long exhaustions(Optional<Report> report) {
        return report.map(Report::findings).orElse(List.of()).stream()
                .filter(each -> each.kind().equals("pool-exhausted"))
                .count();
    }

    private static long saturatedMillis(Optional<Report> report) {
        return report.map(each -> pool(each).path("saturatedMillis").asLong()).orElse(0L);
    }

    private static Site site(Client client) {
        return Site.marked(TightProgram.class, client == Client.APACHE_5 ? "execute" : "roundTrip");
    }

    private static Launch launch(Path file) {
        return Client.launchAll(Jdk.JDK_17, TightProgram.class)
                .watched(file, "heldAfter=1s", "exitIdle=1ms", "reportEvery=1s");
    }

    /** The one that has connections: some clients make one and never use it. */
    private static JsonNode pool(Report report) {
        return report.rows("pools")
                .filter(each -> each.path("leased").asInt() == 2)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
