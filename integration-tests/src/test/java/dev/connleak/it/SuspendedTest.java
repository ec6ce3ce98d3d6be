package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is suspended for longer than {@code heldAfter}, as by job control, a debugger or a paused machine. */
@EnabledOnOs(OS.LINUX)
class SuspendedTest {
    private static final int TIMES = 3;
    private static final Client LEAKY = Client.HTTP_URL_CONNECTION;
    private static final Duration COMMAND = Duration.ofMinutes(1);
    private static final Duration REPORTED = Duration.ofMinutes(1);
    private static final Duration READ = Duration.ofMinutes(2);

    /** Twice {@code heldAfter}, and more than any sweep is late. */
    private static final long STOPPED_SECONDS = 4;

    /** More than it takes to ask an agent on a loaded machine. */
    private static final String LONG = "heldAfter=15s";

    private static final long LONGER_SECONDS = 16;

    /** At a byte in 50 ms it outlasts the suspension. */
    private static final int SLOW_BYTES = 200;

    @TempDir
    private Path directory;

    private final List<RawServer> slow = new ArrayList<>();
    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServers() {
        slow.forEach(RawServer::close);
        leaking.close();
    }

    /** The bodies that are being read are the healthy twin of those that nobody reads. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_17", "JDK_25"})
    void onlyWhatLeaksIsFoundAfterwards(Jdk jdk) throws InterruptedException {
        Path file = directory.resolve("report.json");
        Launch launch = Client.launchAll(jdk).watched(file, "heldAfter=2s", "reportEvery=1s");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            for (Client client : Client.values()) {
                // Twice: two bodies that nobody reads, of one place, would be more than a suspicion.
                beginSlow(client, jvm);
                beginSlow(client, jvm);
            }
            jvm.tell(LEAKY.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);

            jvm.signal("STOP");
            TimeUnit.SECONDS.sleep(STOPPED_SECONDS);
            Instant resumed = Instant.now();
            jvm.signal("CONT");

            Optional<Report> report = Await.upTo(
                    REPORTED,
                    () -> Report.ifWritten(file),
                    seen -> seen.filter(each -> isOfAfter(each, resumed)).isPresent());
            assertThat(report)
                    .as(jvm::story)
                    .hasValueSatisfying(seen -> assertThat(seen.findings())
                            .filteredOn(finding -> !finding.grade().equals("suspect"))
                            .extracting(Finding::kind, Finding::site, each -> each.number("count"))
                            .containsExactly(theLeak()));

            String all = Integer.toString(slow.size());
            assertThat(Await.upTo(READ, () -> jvm.tell("ended", COMMAND), all::equals))
                    .as(jvm::story)
                    .isEqualTo(all);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(Report.read(file).findings())
                    .as(jvm::story)
                    .extracting(Finding::kind, Finding::site, each -> each.number("count"))
                    .containsExactly(theLeak());
        }
    }

    /** Not even where nobody is in the middle of a read; the same bodies are held once it has been awake for that long. */
    @Test
    void nothingIsHeldForTheTimeOfTheSuspension() throws InterruptedException {
        try (TargetJvm jvm =
                TargetJvm.start(LEAKY.launch(Jdk.JDK_17).watched(directory.resolve("report.json"), LONG))) {
            jvm.tell(LEAKY.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);

            jvm.signal("STOP");
            TimeUnit.SECONDS.sleep(LONGER_SECONDS);
            jvm.signal("CONT");

            assertThat(Told.by(jvm, "dump").report().findings()).as(jvm::story).isEmpty();
            assertThat(Await.upTo(
                            REPORTED, () -> Told.by(jvm, "dump").report().findings(), findings -> !findings.isEmpty()))
                    .as(jvm::story)
                    .extracting(Finding::kind, Finding::site, each -> each.number("count"))
                    .containsExactly(theLeak());
        }
    }

    private void beginSlow(Client client, TargetJvm jvm) {
        RawServer server = RawServer.answering(
                Answer.of(Answer.Framing.CONTENT_LENGTH, SLOW_BYTES).at(Answer.Pace.DRIP));
        slow.add(server);
        jvm.tell(client.begin(Cell.KEEP_ALIVE_READ_CLOSED, server), COMMAND);
    }

    /** Written since then, and sure of something. */
    private static boolean isOfAfter(Report report, Instant resumed) {
        return Instant.parse(report.json().at("/time/at").asText()).isAfter(resumed)
                && report.findings().stream()
                        .anyMatch(finding -> !finding.grade().equals("suspect"));
    }

    private static Tuple theLeak() {
        return tuple("body-held", Site.marked(LEAKY.cells(), "keepAliveUnreadNotClosed"), TIMES);
    }
}
