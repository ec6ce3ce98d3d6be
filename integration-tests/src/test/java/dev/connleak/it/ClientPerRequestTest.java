package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.ApacheFresh;
import dev.connleak.it.target.FreshClient;
import dev.connleak.it.target.FreshProgram;
import dev.connleak.it.target.JettyFresh;
import dev.connleak.it.target.OkHttpFresh;
import dev.connleak.it.target.ReferenceFresh;
import dev.connleak.it.target.jdk11.JdkHttpFresh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client for each request, with every library that has clients to make, and its twin that makes one. */
class ClientPerRequestTest {
    private static final int TIMES = 12;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Map<Client, Class<? extends FreshClient>> FRESH = Map.of(
            Client.REFERENCE, ReferenceFresh.class,
            Client.APACHE_5, ApacheFresh.class,
            Client.OKHTTP_4, OkHttpFresh.class,
            Client.JDK_HTTP_CLIENT, JdkHttpFresh.class,
            Client.JETTY_9, JettyFresh.class);

    private final RawServer server = RawServer.answering(Answer.of(Answer.Framing.CONTENT_LENGTH, Answer.SMALL));

    @TempDir
    private Path directory;

    @AfterEach
    void stopServer() {
        server.close();
    }

    static Stream<Arguments> clientsOnJdks() {
        return Arrays.stream(Jdk.values())
                .flatMap(jdk ->
                        Client.allOn(jdk).stream().filter(FRESH::containsKey).map(client -> Arguments.of(jdk, client)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsOnJdks")
    void isFoundWhereTheClientsAreMade(Jdk jdk, Client client) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm =
                TargetJvm.start(client.launch(jdk, FreshProgram.class).watched(file, "exitIdle=1ms"))) {
            jvm.tell(command("fresh", client), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings())
                    .as(jvm::story)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo("client-per-request");
                        assertThat(finding.grade()).isEqualTo("likely");
                        assertThat(finding.severity()).isEqualTo(endsByItself(jdk, client) ? "waste" : "leak");
                        assertThat(finding.site()).isEqualTo(Site.marked(fresh(client), "get"));
                        // The last one may not have been idle for a whole millisecond.
                        assertThat(finding.number("count")).isBetween(TIMES - 1, TIMES);
                        assertThat(finding.isOf(server)).isTrue();
                    });
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsOnJdks")
    void oneClientForAllIsNone(Jdk jdk, Client client) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm =
                TargetJvm.start(client.launch(jdk, FreshProgram.class).watched(file, "exitIdle=1ms"))) {
            jvm.tell(command("same", client), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).as(jvm::story).isEmpty();
        }
    }

    private static Class<? extends FreshClient> fresh(Client client) {
        return Objects.requireNonNull(FRESH.get(client), client.name());
    }

    private static boolean endsByItself(Jdk jdk, Client client) {
        return client == Client.OKHTTP_4 || client == Client.JDK_HTTP_CLIENT && !jdk.atLeast(Jdk.JDK_21);
    }

    private String command(String what, Client client) {
        return what + " " + fresh(client).getName() + " " + TIMES + " " + server.url();
    }
}
