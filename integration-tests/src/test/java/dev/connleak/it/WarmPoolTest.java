package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.WarmPool;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that innocent code opened and other code leaks. */
class WarmPoolTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource
    void everyLeakedConnectionWasOpenedByInnocentCode(Client client) {
        Launch launch = client.launch(Jdk.JDK_17, WarmPool.class).flags("-Dhttp.maxConnections=" + WarmPool.SIZE);
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("warm " + server.url(), COMMAND);
            jvm.tell("leak " + server.url(), COMMAND);

            Outcome leaked = Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(Outcome.Word.POOLED));
            assertThat(leaked.opened()).as(jvm::story).isEqualTo(WarmPool.SIZE);
            assertThat(leaked.requests()).as(jvm::story).isEqualTo(2 * WarmPool.SIZE);
            assertThat(leaked.is(Outcome.Word.POOLED)).as(leaked.toString()).isTrue();
        }
    }
}
