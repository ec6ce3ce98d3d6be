package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellProgram;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One leak and its healthy twin, with each client on each JDK. */
class JdkMatrixTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    static Stream<Arguments> clientsOnJdks() {
        return Arrays.stream(Jdk.values())
                .flatMap(jdk -> Arrays.stream(Client.values())
                        .filter(client -> client.runsOn(jdk))
                        .map(client -> Arguments.of(jdk, client)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsOnJdks")
    void theLeakHoldsAndTheTwinReuses(Jdk jdk, Client client) {
        try (RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));
                TargetJvm jvm = TargetJvm.start(client.launch(jdk, CellProgram.class))) {
            jvm.tell(run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, leaking), COMMAND);
            jvm.tell(run(Cell.KEEP_ALIVE_READ_CLOSED, healthy), COMMAND);

            assertThat(settled(leaking, Word.HELD).is(Word.HELD)).as(jvm::story).isTrue();
            assertThat(settled(healthy, Word.REUSED).is(Word.REUSED))
                    .as(jvm::story)
                    .isTrue();
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    private static String run(Cell cell, RawServer server) {
        return "run %s %d false %s".formatted(cell, TIMES, server.url());
    }

    private static Outcome settled(RawServer server, Word word) {
        return Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(word));
    }
}
