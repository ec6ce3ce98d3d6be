package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.WarmPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that innocent code opened and other code leaks. */
class WarmPoolTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyLeakedConnectionWasOpenedByInnocentCode(Client client) {
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch(client))) {
            Outcome leaked = leakAll(jvm, server);

            assertThat(leaked.opened()).as(jvm::story).isEqualTo(WarmPool.SIZE);
            assertThat(leaked.requests()).as(jvm::story).isEqualTo(2 * WarmPool.SIZE);
            assertThat(leaked.is(Outcome.Word.POOLED)).as(leaked.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAgentBlamesTheLeakingLineForEachOfThem(Client client) {
        Path file = directory.resolve("report.json");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch(client).watched(file, "exitIdle=1ms"))) {
            leakAll(jvm, server);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            List<Finding> findings = Report.read(file).findings();
            assertThat(findings).as(jvm::story).hasSize(1);
            assertThat(findings.get(0).site()).isEqualTo(Site.marked(client.cells(), "keepAliveUnreadNotClosed"));
            assertThat(findings.get(0).number("count")).isEqualTo(WarmPool.SIZE);
            assertThat(findings.get(0).number("connectionsHeld")).isEqualTo(WarmPool.SIZE);
            assertThat(findings.get(0).number("siteExchanges")).isEqualTo(WarmPool.SIZE);
        }
    }

    private static Launch launch(Client client) {
        return client.launch(Jdk.JDK_17, WarmPool.class).flags("-Dhttp.maxConnections=" + WarmPool.SIZE);
    }

    private static Outcome leakAll(TargetJvm jvm, RawServer server) {
        jvm.tell("warm " + server.url(), COMMAND);
        jvm.tell("leak " + server.url(), COMMAND);
        return Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(Outcome.Word.POOLED));
    }
}
