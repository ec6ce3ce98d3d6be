package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connleak.it.Answer.Framing;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report says of how far a body was read. */
class BytesReadTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);

    /** What a client takes from the socket at once for the application's first byte. */
    private static final long BUFFER = 64 << 10;

    @TempDir
    private Path directory;

    /** {@code java.net.http} and Jetty do not count for the application; OkHttp counts what it has buffered as well. */
    @ParameterizedTest
    @EnumSource
    void isCountedWhereTheLengthIsKnownAndTheClientCounts(Client client) {
        Path file = directory.resolve("report.json");
        Cell cell = Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED;
        try (RawServer server = RawServer.answering(Answer.of(Framing.CONTENT_LENGTH, Answer.LARGE));
                RawServer chunked = RawServer.answering(Answer.of(Framing.CHUNKED, Answer.LARGE));
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17).watched(file))) {
            jvm.tell(client.run(cell, 1, true, server), COMMAND);
            jvm.tell(client.run(cell, 1, true, chunked), COMMAND);

            Predicate<Report> both = seen -> isThere(seen, server) && isThere(seen, chunked);
            Report report = Await.upTo(SEEN, () -> Told.by(jvm, "dump").report(), both);
            JsonNode counted = body(report, server);
            JsonNode unknown = body(report, chunked);
            assertThat(counted.path("length").asLong()).isEqualTo(Answer.LARGE);
            if (client == Client.JDK_HTTP_CLIENT || client == Client.JETTY_9) {
                assertThat(counted.path("bytesRead").isNull()).isTrue();
            } else {
                assertThat(counted.path("bytesRead").asLong()).as(jvm::story).isBetween(1L, BUFFER);
            }
            assertThat(unknown.path("length").isNull()).isTrue();
            assertThat(unknown.path("bytesRead").isNull()).isTrue();
        }
    }

    private static boolean isThere(Report report, RawServer server) {
        return !body(report, server).isMissingNode();
    }

    private static JsonNode body(Report report, RawServer server) {
        return report.rows("exchanges")
                .filter(each -> each.path("url").asText().startsWith(server.route() + "/"))
                .findFirst()
                .map(each -> each.path("body"))
                .orElse(MissingNode.getInstance());
    }
}
