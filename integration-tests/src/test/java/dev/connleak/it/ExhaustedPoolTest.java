package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.ExhaustedProgram;
import dev.connleak.it.target.SmallApachePool;
import dev.connleak.it.target.SmallOkHttpPool;
import dev.connleak.it.target.SmallReferencePool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent comes when a pool has nothing left: it names what there is, and says what can't be known. */
class ExhaustedPoolTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    /** Callers that waited before the agent came, and after. */
    private static final int EARLY = 1;

    private static final int LATE = 2;

    private enum Small {
        APACHE_STRICT(Client.APACHE_5, SmallApachePool.class, "apache-httpclient-5"),
        APACHE_LAX(Client.APACHE_5, SmallApachePool.Lax.class, "apache-httpclient-5"),
        OKHTTP(Client.OKHTTP_4, SmallOkHttpPool.class, "okhttp"),
        REFERENCE(Client.REFERENCE, SmallReferencePool.class, "connleak-client");

        private final Client client;
        private final Class<? extends ExhaustedProgram.SmallPool> pool;
        private final String name;

        Small(Client client, Class<? extends ExhaustedProgram.SmallPool> pool, String name) {
            this.client = client;
            this.pool = pool;
            this.name = name;
        }
    }

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void poolRouteKernelStatesAndWaitersAreNamed(Small small) {
        Launch launch = small.client.launch(Jdk.JDK_17, ExhaustedProgram.class).arguments(small.pool.getName());
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("lend " + ExhaustedProgram.LIMIT + " " + server.url(), COMMAND);
            jvm.tell("wait " + EARLY + " " + server.url(), COMMAND);
            Told.by(jvm, "attach");
            jvm.tell("wait " + LATE + " " + server.url(), COMMAND);

            Told told = Await.upTo(SETTLED, () -> Told.by(jvm, "dump"), seen -> waiting(seen) == EARLY + LATE);

            assertThat(waiting(told)).as(jvm::story).isEqualTo(EARLY + LATE);
            JsonNode pool = told.report().rows("pools").findFirst().orElseThrow();
            assertThat(pool.path("client").asText()).isEqualTo(small.name);
            assertThat(pool.path("leased").asInt()).as(told.message()).isEqualTo(ExhaustedProgram.LIMIT);
            List<JsonNode> connections = told.report().connections(server);
            assertThat(connections).hasSize(ExhaustedProgram.LIMIT).allSatisfy(connection -> {
                assertThat(connection.path("adopted").asBoolean()).isTrue();
                assertThat(connection.path("state").asText()).isEqualTo("leased");
                assertThat(connection.path("route").asText()).isEqualTo(server.route());
                assertThat(connection.path("tcpState").asText()).isEqualTo("ESTABLISHED");
                assertThat(connection.path("pool")).isEqualTo(pool.path("id"));
            });
            assertThat(told.message())
                    .contains(small.name + " for " + server.route())
                    .contains(ExhaustedProgram.LIMIT
                            + " of its connections were lent before the agent came (ESTABLISHED)")
                    .contains((EARLY + LATE) + " callers wait")
                    .contains("restart the JVM with -javaagent:connleak-agent.jar");
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
    }

    private static int waiting(Told told) {
        return told.report()
                .rows("pools")
                .mapToInt(pool -> pool.path("waiting").asInt())
                .sum();
    }
}
