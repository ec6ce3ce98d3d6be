package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.OldHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles that lie in the old generation when they are dropped, and a collector that nobody calls. */
class OldHandlesTest {
    private static final int TIMES = 20;
    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** The collectors need some cycles of a small heap, each well below a second on two free cores. */
    private static final Duration COLLECTED = Duration.ofSeconds(60);

    enum Collector {
        G1_ON_17(Jdk.JDK_17, "-XX:+UseG1GC", "-Xmx128m", "-XX:InitiatingHeapOccupancyPercent=10"),
        G1_ON_21(Jdk.JDK_21, "-XX:+UseG1GC", "-Xmx128m", "-XX:InitiatingHeapOccupancyPercent=10"),
        GENERATIONAL_Z_ON_21(
                Jdk.JDK_21, "-XX:+UseZGC", "-XX:+ZGenerational", "-XX:ZCollectionIntervalMajor=1", "-Xmx192m"),
        GENERATIONAL_Z_ON_25(Jdk.JDK_25, "-XX:+UseZGC", "-XX:ZCollectionIntervalMajor=1", "-Xmx192m");

        private final Jdk jdk;
        private final List<String> flags;

        Collector(Jdk jdk, String... flags) {
            this.jdk = jdk;
            this.flags = List.of(flags);
        }

        Launch launch(Client client) {
            return client.launch(jdk, OldHandles.class).flags(flags.toArray(String[]::new));
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void areCollectedInTime(Collector collector) {
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(collector.launch(Client.APACHE_5))) {
            dropOld(jvm, server);

            String all = TIMES + " of " + TIMES;
            String collected = Await.upTo(COLLECTED, () -> jvm.tell("collected", COMMAND), all::equals);
            assertThat(collected).as(jvm::story).isEqualTo(all);
            // The kernel's table is read in pieces, so that one look may miss a row while other sockets come and go.
            Outcome outcome = Await.upTo(COLLECTED, () -> Outcome.at(server), seen -> seen.is(Outcome.Word.HELD));
            assertThat(outcome).as(jvm::story).matches(seen -> seen.is(Outcome.Word.HELD));
        }
    }

    /** An agent that looked at the handles would keep them alive for a concurrent collector, report by report. */
    @ParameterizedTest
    @EnumSource
    void areProvenWhileReportsAreWritten(Collector collector) {
        Path file = directory.resolve("report.json");
        Launch launch = collector.launch(Client.APACHE_5).watched(file, "reportEvery=1s", "heldAfter=1s");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            dropOld(jvm, server);

            List<Finding> findings = Await.upTo(
                    COLLECTED,
                    () -> Report.ifWritten(file).map(Report::findings).orElse(List.of()),
                    seen -> seen.stream().anyMatch(OldHandlesTest::provesAll));
            assertThat(findings).as(jvm::story).hasSize(1);
            assertThat(findings.get(0)).as(jvm::story).matches(OldHandlesTest::provesAll);
            assertThat(findings.get(0).grade()).isEqualTo("proven");
            assertThat(findings.get(0).outcome()).isEqualTo("held");
        }
    }

    private static boolean provesAll(Finding finding) {
        return finding.json().at("/byKind/body-abandoned").asInt() == TIMES;
    }

    private static void dropOld(TargetJvm jvm, RawServer server) {
        jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
        jvm.tell("age", COMMAND);
        jvm.tell("churn", COMMAND);
        jvm.tell("drop", COMMAND);
    }
}
