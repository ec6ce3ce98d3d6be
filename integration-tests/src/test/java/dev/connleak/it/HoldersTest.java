package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.Answer.Framing;
import dev.connleak.it.target.Holders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the stack that took the connection: who has it, and what that thread does now. */
class HoldersTest {
    private static final int THREADS = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);
    private static final String NOW = Holders.class.getName() + ".waitForEver(Holders.java:";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0} {1} virtual threads: {2}")
    @CsvSource({
        "JDK_8, HTTP_URL_CONNECTION, false",
        "JDK_17, APACHE_5, false",
        "JDK_21, OKHTTP_4, true",
        "JDK_25, HTTP_URL_CONNECTION, true"
    })
    void areToldWithWhatTheyDoNow(Jdk jdk, Client client, boolean virtual) {
        Path file = directory.resolve("report.json");
        Launch launch = client.launch(jdk, Holders.class).watched(file, "heldAfter=1s", "reportEvery=1s");
        try (RawServer server = RawServer.answering(Answer.of(Framing.CONTENT_LENGTH, Answer.LARGE));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell((virtual ? "virtually " : "hold ") + THREADS + " " + server.url(), COMMAND);

            Optional<Report> seen = Await.upTo(
                    SEEN,
                    () -> Report.ifWritten(file),
                    report -> report.filter(HoldersTest::namesAll).isPresent());
            assertThat(seen)
                    .as(jvm::story)
                    .matches(report -> report.filter(HoldersTest::namesAll).isPresent());
            Report report = seen.orElseThrow();
            Finding finding = report.findings().get(0);
            List<JsonNode> threads = holders(finding)
                    .map(holder -> report.thread(holder.path("thread")))
                    .toList();
            assertThat(threads)
                    .as(jvm::story)
                    .allMatch(thread -> thread.path("virtual").asBoolean() == virtual)
                    .allMatch(thread -> thread.path("name").asText().equals(virtual ? "" : "holder"))
                    .allMatch(thread -> thread.path("state").asText().equals("WAITING"))
                    .extracting(thread -> thread.path("id").asText())
                    .doesNotHaveDuplicates();
            assertThat(holders(finding).map(holder -> stack(report, holder)))
                    .as(jvm::story)
                    .allMatch(frames -> frames.contains(NOW));
            assertThat(stack(report, finding.json().at("/stacks/0")))
                    .as("where they were taken")
                    .doesNotContain(NOW);
            assertThat(report.thread(finding.json().at("/lastTouch/thread")))
                    .as("who has touched one last")
                    .isIn(threads);
        }
    }

    private static boolean namesAll(Report report) {
        return report.findings().stream().anyMatch(finding -> holders(finding).count() == THREADS);
    }

    private static Stream<JsonNode> holders(Finding finding) {
        return StreamSupport.stream(finding.json().path("holders").spliterator(), false);
    }

    private static String stack(Report report, JsonNode of) {
        return report.json().path("stacks").path(of.path("stack").asInt(-1)).toString();
    }
}
