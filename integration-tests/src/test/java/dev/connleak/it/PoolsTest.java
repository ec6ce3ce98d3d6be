package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.WarmPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report tells of the pool of each client, on each JDK: settings are read off the classes that use them. */
class PoolsTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);

    /** Of {@code java.net.http}, which reads it once. */
    private static final int KEEP_ALIVE_SECONDS = 77;

    @TempDir
    private Path directory;

    private final Map<Client, RawServer> servers = new HashMap<>();

    @AfterEach
    void stopServers() {
        servers.values().forEach(RawServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void tellTheirSettingsTheirLoadAndTheirConnections(Jdk jdk) {
        Launch launch = Client.launchAll(jdk)
                .flags("-Djdk.httpclient.keepalive.timeout=" + KEEP_ALIVE_SECONDS)
                .watched(directory.resolve("report.json"));
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            List<Client> clients = Client.allOn(jdk);
            for (Client client : clients) {
                RawServer server = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
                servers.put(client, server);
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, server), COMMAND);
            }

            Report report = Await.upTo(
                    SEEN,
                    () -> Told.by(jvm, "dump").report(),
                    seen -> clients.stream().allMatch(client -> isIdle(seen, client)));

            for (Client client : clients) {
                JsonNode connection = connection(report, client);
                JsonNode pool = report.rows("pools")
                        .filter(each -> each.path("id").equals(connection.path("pool")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(client + " " + connection));
                assertThat(settings(pool)).as(client + " " + jvm.story()).isEqualTo(settings(client));
                assertThat(pool.path("keepAlive").asText()).isEqualTo("on");
                assertThat(pool.path("idle").asInt()).isEqualTo(1);
                assertThat(pool.path("leased").asInt()).isZero();
                assertThat(pool.path("closed").asBoolean()).isFalse();
            }
        }
    }

    private record Settings(
            @Nullable Integer max,
            @Nullable Integer maxPerRoute,
            @Nullable Long idleTimeoutMillis) {}

    private static Settings settings(Client client) {
        return switch (client) {
            case REFERENCE -> new Settings(null, null, 90_000L);
            // What the server said: Keep-Alive: timeout=600.
            case HTTP_URL_CONNECTION -> new Settings(null, null, 600_000L);
            case JDK_HTTP_CLIENT -> new Settings(null, null, KEEP_ALIVE_SECONDS * 1000L);
            case APACHE_5 -> new Settings(1000, WarmPool.SIZE, 240_000L);
            case OKHTTP_4 -> new Settings(null, null, 300_000L);
            case JETTY_9 -> new Settings(null, 64, null);
        };
    }

    private static Settings settings(JsonNode pool) {
        return new Settings(
                pool.path("max").isNull() ? null : pool.path("max").asInt(),
                pool.path("maxPerRoute").isNull()
                        ? null
                        : pool.path("maxPerRoute").asInt(),
                pool.path("idleTimeoutMillis").isNull()
                        ? null
                        : pool.path("idleTimeoutMillis").asLong());
    }

    private boolean isIdle(Report report, Client client) {
        return connection(report, client).path("state").asText().equals("idle");
    }

    private JsonNode connection(Report report, Client client) {
        List<JsonNode> connections = report.connections(Objects.requireNonNull(servers.get(client)));
        assertThat(connections).as(client.name()).hasSize(1);
        return connections.get(0);
    }
}
