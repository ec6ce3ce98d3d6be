package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One leak and its healthy twin, with all clients on each JDK. */
class JdkMatrixTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private record Twins(Client client, RawServer leaking, RawServer healthy) {
        static Twins of(Client client) {
            return new Twins(
                    client,
                    RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED)),
                    RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED)));
        }
    }

    /** When the agent comes. */
    enum Arrival {
        STARTED_WITH_IT,
        BEFORE_THE_CLIENTS,
        AFTER_THE_CLIENTS
    }

    @TempDir
    private Path directory;

    private final List<Twins> twins = new ArrayList<>();

    @AfterEach
    void stopServers() {
        twins.forEach(each -> {
            each.leaking().close();
            each.healthy().close();
        });
    }

    static Stream<Arguments> arrivalsOnJdks() {
        return Arrays.stream(Jdk.values())
                .flatMap(jdk -> Arrays.stream(Arrival.values()).map(arrival -> Arguments.of(jdk, arrival)));
    }

    @ParameterizedTest
    @EnumSource
    void theLeakHoldsAndTheTwinReuses(Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(Client.launchAll(jdk))) {
            startServers(jdk);
            run(jvm);

            assertThat(twins).allSatisfy(each -> {
                assertThat(settled(each.leaking(), Word.HELD).is(Word.HELD))
                        .as(jvm::story)
                        .isTrue();
                assertThat(settled(each.healthy(), Word.REUSED).is(Word.REUSED))
                        .as(jvm::story)
                        .isTrue();
            });
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("arrivalsOnJdks")
    void theAgentNamesTheLeakAndNotTheTwin(Jdk jdk, Arrival arrival) {
        Path file = directory.resolve("report.json");
        Launch launch = Client.launchAll(jdk);
        try (TargetJvm jvm =
                TargetJvm.start(arrival == Arrival.STARTED_WITH_IT ? launch.watched(file, "exitIdle=1ms") : launch)) {
            startServers(jdk);
            if (arrival == Arrival.AFTER_THE_CLIENTS) {
                twins.forEach(
                        each -> jvm.tell(each.client().run(Cell.KEEP_ALIVE_READ_CLOSED, 1, each.healthy()), COMMAND));
            }
            if (arrival != Arrival.STARTED_WITH_IT) {
                Attach.agent(jvm, AgentJar.argument(file, "exitIdle=1ms"));
            }
            run(jvm);
            twins.forEach(each -> settled(each.leaking(), Word.HELD));
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            assertThat(report.coverage())
                    .hasSize(twins.size())
                    .allSatisfy((client, state) -> assertThat(state).as(client).isEqualTo("watched[]"));
            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(Finding::site, each -> each.number("count"), Finding::kind)
                    .containsExactlyInAnyOrderElementsOf(twins.stream()
                            .map(each -> tuple(
                                    Site.marked(each.client().cells(), "keepAliveUnreadNotClosed"), TIMES, "body-held"))
                            .toList());
        }
    }

    private void startServers(Jdk jdk) {
        Client.allOn(jdk).forEach(client -> twins.add(Twins.of(client)));
    }

    private void run(TargetJvm jvm) {
        twins.forEach(each -> {
            jvm.tell(each.client().run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, each.leaking()), COMMAND);
            jvm.tell(each.client().run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, each.healthy()), COMMAND);
        });
    }

    private static Outcome settled(RawServer server, Word word) {
        return Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(word));
    }
}
