package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.jdk11.ThreadsProgram;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which thread read and wrote a connection last, by the word of Flight Recorder. */
class IoThreadsTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** A reader and a writer, by name. */
    private record Threads(String reader, String writer) {
        static Threads parse(String text) {
            String[] names = text.split(",");
            return new Threads(names[0], names[1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReusedConnectionHasTheThreadsOfItsLastExchange(Client client) {
        try (RawServer once = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
                RawServer twice = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17, ThreadsProgram.class))) {
            jvm.tell("run alpha KEEP_ALIVE_READ_CLOSED " + once.url(), COMMAND);
            jvm.tell("run alpha KEEP_ALIVE_READ_CLOSED " + twice.url(), COMMAND);
            jvm.tell("run beta KEEP_ALIVE_READ_CLOSED " + twice.url(), COMMAND);

            Map<Integer, Threads> threads = witnessed(jvm);
            assertThat(threads).as(jvm::story).containsOnlyKeys(once.port(), twice.port());
            assertThat(threads.get(once.port())).satisfies(seen -> assertLast(client, "alpha", seen));
            assertThat(threads.get(twice.port())).satisfies(seen -> assertLast(client, "beta", seen));
            assertThat(twice.accepted()).as(jvm::story).hasSize(1);
        }
    }

    private static void assertLast(Client client, String caller, Threads seen) {
        Threads patterns = switch (client) {
            case REFERENCE -> new Threads("connleak-client reader.*", "connleak-client writer.*");
            case JDK_HTTP_CLIENT -> new Threads("HttpClient-\\d+-.*", "HttpClient-\\d+-.*");
            case HTTP_URL_CONNECTION, APACHE_5, OKHTTP_4 -> new Threads(caller, caller);
        };
        assertThat(seen.reader()).matches(patterns.reader());
        assertThat(seen.writer()).matches(patterns.writer());
    }

    private static Map<Integer, Threads> witnessed(TargetJvm jvm) {
        return Arrays.stream(jvm.tell("witness", COMMAND).split(";"))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(word -> Integer.valueOf(word[0]), word -> Threads.parse(word[1])));
    }
}
