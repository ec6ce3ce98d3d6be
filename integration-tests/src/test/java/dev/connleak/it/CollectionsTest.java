package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code gc=true} under collectors that do as they are told, and under those that do not. */
class CollectionsTest {
    private static final int TIMES = 3;
    private static final int TIMEOUT_MILLIS = 1500;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    /** How the JVM answers a request to collect. */
    private enum Collector {
        G1(true, "-XX:+UseG1GC"),
        CONCURRENT(true, "-XX:+UseG1GC", "-XX:+ExplicitGCInvokesConcurrent"),
        Z(true, "-XX:+UseZGC"),
        DISABLED(false, "-XX:+UseG1GC", "-XX:+DisableExplicitGC"),
        EPSILON(false, "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC");

        private final boolean honours;
        private final List<String> flags;

        Collector(boolean honours, String... flags) {
            this.honours = honours;
            this.flags = List.of(flags);
        }
    }

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** What was dropped is proven by the collection, and without one it looks held. */
    @ParameterizedTest
    @EnumSource
    void theReportSaysWhetherTheRequestWasHonoured(Collector collector) {
        Report report = reportUnder(collector, Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED);

        JsonNode gc = report.json().path("gc");
        assertThat(gc.path("requestedAtExit").asBoolean()).as(gc::toString).isTrue();
        assertThat(gc.path("honoured").asBoolean(!collector.honours))
                .as(gc::toString)
                .isEqualTo(collector.honours);
        if (collector.honours) {
            assertThat(gc.path("collectionsSeen").asInt()).isPositive();
        } else {
            assertThat(gc.path("millis").asLong()).isGreaterThanOrEqualTo(TIMEOUT_MILLIS);
            assertThat(gc.path("collectionsSeen").asInt()).isZero();
        }
        assertThat(report.findings())
                .extracting(Finding::kind)
                .containsExactly(collector.honours ? "body-abandoned" : "body-held");
        assertThat(report.findings().get(0).number("count")).isEqualTo(TIMES);
    }

    /** What was dropped looks held, and is as open as it was: the gate needs no proof. */
    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EPSILON"})
    void theGateFindsWhatNobodyCollectsAndPassesTheHealthyTwin(Collector collector) {
        reportUnder(collector, Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED);
        Cli leaking = Cli.run(directory, "gate", file().toString());
        file().toFile().delete();
        reportUnder(collector, Cell.KEEP_ALIVE_READ_CLOSED);
        Cli healthy = Cli.run(directory, "gate", file().toString());

        assertThat(leaking.exitCode()).as(leaking::story).isEqualTo(1);
        assertThat(leaking.stdout()).contains("body-held").doesNotContain("body-abandoned");
        assertThat(healthy.exitCode()).as(healthy::story).isZero();
    }

    private Path file() {
        return directory.resolve("report.json");
    }

    private Report reportUnder(Collector collector, Cell cell) {
        Launch launch = CLIENT.launch(Jdk.JDK_17)
                .flags(collector.flags.toArray(new String[0]))
                .flags("-Xmx256m")
                .watched(file(), "exitIdle=1ms", "gc=true", "gcTimeout=" + TIMEOUT_MILLIS + "ms");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell(CLIENT.run(cell, TIMES, server), COMMAND);
            jvm.tell("drop", COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            return Report.read(file());
        }
    }
}
