package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.jdk11.ThreadsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which thread read and wrote a connection last, by the word of Flight Recorder. */
class IoThreadsTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** A reader and a writer, by name and id. */
    private record Threads(String reader, String writer) {
        static Threads parse(String text) {
            // An identity, which reports leave out.
            String[] names =
                    text.replaceAll("HttpClient@[0-9a-f]+", "HttpClient@{}").split(",");
            return new Threads(names[0], names[1]);
        }

        static Threads of(Report report, JsonNode connection) {
            return new Threads(
                    label(report.thread(connection.path("reader"))), label(report.thread(connection.path("writer"))));
        }

        private static String label(JsonNode thread) {
            return thread.path("name").asText() + "#" + thread.path("id").asText();
        }
    }

    @TempDir
    private Path directory;

    private final RawServer once = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
    private final RawServer twice = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    /** Flight Recorder's events can be read by programs from 11 on; only java.net.http moved its bytes elsewhere since. */
    static Stream<Arguments> clientsOnJdks() {
        Stream<Arguments> all = Arrays.stream(Client.values()).map(client -> Arguments.of(Jdk.JDK_17, client));
        Stream<Arguments> more = Stream.of(Jdk.JDK_11, Jdk.JDK_21, Jdk.JDK_25)
                .flatMap(jdk ->
                        Stream.of(Client.REFERENCE, Client.JDK_HTTP_CLIENT).map(client -> Arguments.of(jdk, client)));
        return Stream.concat(all, more);
    }

    @AfterEach
    void stopServers() {
        once.close();
        twice.close();
    }

    @ParameterizedTest
    @EnumSource
    void aReusedConnectionHasTheThreadsOfItsLastExchange(Client client) {
        try (TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17, ThreadsProgram.class))) {
            Map<Integer, Threads> threads = exchange(jvm);

            assertThat(threads.get(once.port())).satisfies(seen -> assertLast(client, "alpha", seen));
            assertThat(threads.get(twice.port())).satisfies(seen -> assertLast(client, "beta", seen));
            assertThat(twice.accepted()).as(jvm::story).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsOnJdks")
    void theAgentNamesTheThreadsThatFlightRecorderSaw(Jdk jdk, Client client) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm =
                TargetJvm.start(client.launch(jdk, ThreadsProgram.class).watched(file))) {
            Map<Integer, Threads> threads = exchange(jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            assertThat(List.of(once, twice))
                    .allSatisfy(server -> assertThat(report.connections(server))
                            .as(jvm::story)
                            .extracting(connection -> Threads.of(report, connection))
                            .containsExactly(threads.get(server.port())));
        }
    }

    /** One connection that one thread uses, and one that another thread uses after it. */
    private Map<Integer, Threads> exchange(TargetJvm jvm) {
        jvm.tell("run alpha KEEP_ALIVE_READ_CLOSED " + once.url(), COMMAND);
        jvm.tell("run alpha KEEP_ALIVE_READ_CLOSED " + twice.url(), COMMAND);
        jvm.tell("run beta KEEP_ALIVE_READ_CLOSED " + twice.url(), COMMAND);
        Map<Integer, Threads> threads = Arrays.stream(
                        jvm.tell("witness", COMMAND).split(";"))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(word -> Integer.valueOf(word[0]), word -> Threads.parse(word[1])));
        assertThat(threads).as(jvm::story).containsOnlyKeys(once.port(), twice.port());
        return threads;
    }

    /**
     * What {@code java.net.http} has to write goes out on the thread that happens to be at its scheduler, the caller's too, and
     * what Jetty has on the one that has opened the connection or asks for it;
     * of the reference transport, the caller writes a head that is alone, and the reader loop reads.
     */
    private static void assertLast(Client client, String caller, Threads seen) {
        String onCaller = caller + "#\\d+";
        String pattern = switch (client) {
            case JDK_HTTP_CLIENT -> "HttpClient-\\d+-.*|" + onCaller;
            case JETTY_9 -> "HttpClient@.*|" + onCaller;
            default -> onCaller;
        };
        assertThat(seen.reader()).matches(client == Client.REFERENCE ? "connleak-client reader.*" : pattern);
        assertThat(seen.writer()).matches(pattern);
    }
}
