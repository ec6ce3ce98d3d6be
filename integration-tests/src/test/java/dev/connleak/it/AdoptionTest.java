package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections of the JDK's own clients that were opened before the agent came. */
class AdoptionTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final RawServer small = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
    private final RawServer large = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServers() {
        small.close();
        large.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_URL_CONNECTION, JDK_8", "HTTP_URL_CONNECTION, JDK_21",
        "JDK_HTTP_CLIENT, JDK_11", "JDK_HTTP_CLIENT, JDK_21"
    })
    void thatAreIdleAreKnownAndStayTheSameWhenTheyAreUsed(Client client, Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(client.launch(jdk))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, small), COMMAND);
            Told.by(jvm, "attach");

            List<JsonNode> idle = connections(jvm, small, "idle");
            jvm.tell(client.run(Cell.KEEP_ALIVE_READ_NOT_CLOSED, 1, small), COMMAND);
            List<JsonNode> used = Await.upTo(
                    SETTLED,
                    () -> Told.by(jvm, "dump").report().connections(small),
                    seen -> seen.size() == 1 && seen.get(0).path("uses").asInt() == 1);

            assertThat(idle).as(jvm::story).singleElement().satisfies(connection -> {
                assertThat(connection.path("adopted").asBoolean()).isTrue();
                assertThat(connection.path("openedAt").isNull()).isTrue();
                assertThat(connection.path("route").asText()).isEqualTo(small.route());
                assertThat(connection.path("pool").isNull()).isFalse();
                assertThat(connection.path("tcpState").asText()).isEqualTo("ESTABLISHED");
            });
            assertThat(used).as(jvm::story).singleElement().satisfies(connection -> {
                assertThat(connection.path("id")).isEqualTo(idle.get(0).path("id"));
                assertThat(connection.path("uses").asInt()).isEqualTo(1);
            });
        }
    }

    /** From 21 on the client keeps a set of all that are open. */
    @ParameterizedTest
    @CsvSource({"JDK_HTTP_CLIENT, JDK_21", "JDK_HTTP_CLIENT, JDK_25"})
    void thatAreLentAreKnownWhereTheClientListsThem(Client client, Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(client.launch(jdk))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, large), COMMAND);
            Told.by(jvm, "attach");

            assertThat(connections(jvm, large, "leased"))
                    .as(jvm::story)
                    .singleElement()
                    .satisfies(connection ->
                            assertThat(connection.path("adopted").asBoolean()).isTrue());
        }
    }

    /** Jetty's client is met by its next request. */
    @Test
    void thatJettyHasAreKnownFromItsNextRequestOn() {
        Client client = Client.JETTY_9;
        try (TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, large), COMMAND);
            jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, small), COMMAND);
            Told.by(jvm, "attach");
            jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, small), COMMAND);

            assertThat(List.of(
                            connections(jvm, large, "leased").get(0),
                            connections(jvm, small, "idle").get(0)))
                    .as(jvm::story)
                    .allSatisfy(connection -> {
                        assertThat(connection.path("adopted").asBoolean()).isTrue();
                        assertThat(connection.path("pool").isNull()).isFalse();
                    });
        }
    }

    /** What is in no list is seen by the kernel. */
    @ParameterizedTest
    @CsvSource({"HTTP_URL_CONNECTION, JDK_17", "JDK_HTTP_CLIENT, JDK_17"})
    void thatAreLentAreUntrackedSocketsElsewhere(Client client, Jdk jdk) {
        try (TargetJvm jvm = TargetJvm.start(client.launch(jdk))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 3, large), COMMAND);
            Told.by(jvm, "attach");

            JsonNode untracked = Told.by(jvm, "dump").report().json().at("/sockets/untracked");

            assertThat(untracked)
                    .as(jvm::story)
                    .filteredOn(socket -> socket.path("remote").asText().endsWith(":" + large.port()))
                    .singleElement()
                    .satisfies(socket -> {
                        assertThat(socket.path("count").asInt()).isEqualTo(3);
                        assertThat(socket.path("tcpState").asText()).isEqualTo("ESTABLISHED");
                    });
        }
    }

    private static List<JsonNode> connections(TargetJvm jvm, RawServer server, String state) {
        return Await.upTo(
                SETTLED,
                () -> Told.by(jvm, "dump").report().connections(server),
                seen -> seen.size() == 1 && seen.get(0).path("state").asText().equals(state));
    }
}
