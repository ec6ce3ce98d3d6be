package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application in one jar with its clients' jars inside, under Spring Boot's loader. */
class NestedJarTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        leaking.close();
        healthy.close();
    }

    @ParameterizedTest(name = "{0} attached: {1}")
    @CsvSource({"JDK_17,false", "JDK_17,true", "JDK_25,false", "JDK_25,true"})
    void itsLeaksAreNamedAndTheirTwinsAreNot(Jdk jdk, boolean attached) throws IOException {
        List<Client> nested = List.of(Client.OKHTTP_4, Client.APACHE_5);
        Path file = directory.resolve("report.json");
        Launch launch = NestedJar.of(Client.launchAll(jdk), directory);
        try (TargetJvm jvm = TargetJvm.start(attached ? launch : launch.watched(file, "exitIdle=1ms"))) {
            for (Client client : nested) {
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            }
            if (attached) {
                Attach.agent(jvm, AgentJar.argument(file, "exitIdle=1ms"));
            }
            for (Client client : nested) {
                jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            }
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            assertThat(report.coverage())
                    .as(jvm::story)
                    .hasSize(nested.size())
                    .allSatisfy((client, state) -> assertThat(state).as(client).isEqualTo("watched[]"));
            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(Finding::kind, each -> each.number("count"), Finding::site)
                    .containsExactlyInAnyOrderElementsOf(nested.stream()
                            .map(each ->
                                    tuple("body-held", TIMES, Site.marked(each.cells(), "keepAliveUnreadNotClosed")))
                            .toList());
        }
    }
}
