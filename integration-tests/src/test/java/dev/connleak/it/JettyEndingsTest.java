package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.JettyEndings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that only Jetty's client knows: a lease that its idle timeout takes back, and a close that gives nothing back. */
class JettyEndingsTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration REPORTED = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void whatAnIdleTimeoutEndsWasAbandonedAndWhatFailedUnderAReadWasNot() {
        Path file = directory.resolve("report.json");
        Launch launch = Client.JETTY_9.launch(Jdk.JDK_17, JettyEndings.class).watched(file, "reportEvery=100ms");
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
                                .map(JettyEndingsTest::findings)
                                .orElse(List.of());
                    },
                    seen -> seen.toString().contains(", " + TIMES + ", " + TIMES));

            assertThat(found)
                    .as(jvm::story)
                    .hasToString(List.of(tuple(
                                    Site.marked(JettyEndings.class, "leave"),
                                    "body-abandoned",
                                    "rescued",
                                    TIMES,
                                    TIMES))
                            .toString());
        }
    }

    /** Nothing is there to be given up, so Jetty waits for the next byte. */
    @Test
    void aCloseWithNothingQueuedKeepsTheLease() {
        assertThat(findings(closed(Answer.Pace.HANG_AFTER_FIRST_BYTE)))
                .hasToString(List.of(tuple(
                                Site.marked(JettyEndings.class, "close"), "body-closed-not-released", "held", TIMES, 0))
                        .toString());
    }

    @Test
    void aCloseBeforeTheNextByteOfADripIsAnEarlyOne() {
        assertThat(findings(closed(Answer.Pace.DRIP)))
                .hasToString(
                        List.of(tuple(Site.marked(JettyEndings.class, "close"), "closed-early", "destroyed", TIMES, 0))
                                .toString());
    }

    private Report closed(Answer.Pace pace) {
        Path file = directory.resolve("report.json");
        Launch launch = Client.JETTY_9.launch(Jdk.JDK_17, JettyEndings.class).watched(file, "exitIdle=1ms");
        Answer answer = Answer.of(Answer.Framing.CONTENT_LENGTH, Answer.LARGE).at(pace);
        try (RawServer server = RawServer.answering(answer);
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("close " + server.url() + " " + TIMES, COMMAND);
            Await.upTo(
                    REPORTED,
                    () -> Outcome.at(server),
                    seen -> pace == Answer.Pace.DRIP ? seen.open() == 0 : seen.open() == TIMES);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            return Report.read(file);
        }
    }

    private static List<?> findings(Report report) {
        return report.findings().stream()
                .map(each ->
                        tuple(each.site(), each.kind(), each.outcome(), each.number("count"), each.number("rescued")))
                .toList();
    }
}
