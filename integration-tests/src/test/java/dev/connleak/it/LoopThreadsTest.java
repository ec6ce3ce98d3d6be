package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.client.Transport;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.LoopsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loops of the reference transport, which knows them itself. */
class LoopThreadsTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    /** Platform threads before 21, virtual ones from then on. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_21"})
    void areThoseThatTheTransportNames(Jdk jdk) {
        Path file = directory.resolve("report.json");
        Launch launch = Launch.of(jdk, LoopsProgram.class)
                .with(List.of(Transport.class))
                .watched(file);
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("hold " + TIMES + " " + server.url(), COMMAND);
            Map<String, Set<String>> known = Arrays.stream(
                            jvm.tell("loops", COMMAND).split(";"))
                    .map(word -> word.split("="))
                    .collect(Collectors.toMap(word -> word[0], word -> Set.of(word[1].split(","))));
            assertThat(known).as(jvm::story).hasSize(TIMES);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            Map<String, Set<String>> seen = report.connections(server).stream()
                    .collect(Collectors.toMap(LoopThreadsTest::localPort, each -> loops(report, each)));
            assertThat(seen).as(jvm::story).isEqualTo(known);
        }
    }

    private static String localPort(JsonNode connection) {
        String local = connection.path("local").asText();
        return local.substring(local.lastIndexOf(':') + 1);
    }

    private static Set<String> loops(Report report, JsonNode connection) {
        return StreamSupport.stream(connection.path("loopThreads").spliterator(), false)
                .map(index -> report.thread(index).path("id").asText())
                .collect(Collectors.toSet());
    }
}
