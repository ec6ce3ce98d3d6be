package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.JettyTimeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client whose idle timeout ends what the application leaves: a leak that ends in time is one all the same. */
class IdleTimeoutTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration REPORTED = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void whatItEndsWasAbandonedAndWhatFailedUnderAReadWasNot() {
        Path file = directory.resolve("report.json");
        Launch launch = Client.JETTY_9.launch(Jdk.JDK_17, JettyTimeouts.class).watched(file, "reportEvery=100ms");
        try (RawServer large = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                RawServer hanging = RawServer.answering(
                        Answer.of(Answer.Framing.CONTENT_LENGTH, Answer.LARGE).at(Answer.Pace.HANG_AFTER_FIRST_BYTE));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("leave " + large.url() + " " + TIMES, COMMAND);
            jvm.tell("wait " + hanging.url() + " " + TIMES, COMMAND);

            List<?> found = Await.upTo(
                    REPORTED,
                    () -> {
                        jvm.tell("gc", COMMAND);
                        return Report.ifWritten(file)
                                .map(IdleTimeoutTest::findings)
                                .orElse(List.of());
                    },
                    seen -> seen.toString().contains(", " + TIMES + ", " + TIMES));

            assertThat(found)
                    .as(jvm::story)
                    .hasToString(List.of(tuple(
                                    Site.marked(JettyTimeouts.class, "leave"),
                                    "body-abandoned",
                                    "rescued",
                                    TIMES,
                                    TIMES))
                            .toString());
        }
    }

    private static List<?> findings(Report report) {
        return report.findings().stream()
                .map(each ->
                        tuple(each.site(), each.kind(), each.outcome(), each.number("count"), each.number("rescued")))
                .toList();
    }
}
