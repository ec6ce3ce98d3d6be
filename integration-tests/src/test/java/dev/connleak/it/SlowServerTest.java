package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.Answer.Framing;
import dev.connleak.it.Answer.Pace;
import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that take their time, and clients that wait inside a read or a close. */
class SlowServerTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Duration REPORTED = Duration.ofSeconds(60);

    /** Three times heldAfter. */
    private static final Duration OLD = Duration.ofSeconds(3);

    private static final Answer STALLED =
            Answer.of(Framing.CONTENT_LENGTH, Answer.LARGE).at(Pace.HANG_AFTER_FIRST_BYTE);

    @TempDir
    private Path directory;

    private final List<RawServer> servers = new ArrayList<>();

    @AfterEach
    void stopServers() {
        servers.forEach(RawServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void aReadInProgressHoldsItsConnection(Client client) {
        startServers();
        try (TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17))) {
            servers.forEach(server -> jvm.tell(client.begin(Cell.KEEP_ALIVE_READ_CLOSED, server), COMMAND));

            List<Outcome> reading =
                    Await.upTo(SETTLED, this::outcomes, seen -> seen.stream().allMatch(each -> each.is(Word.HELD)));
            assertThat(reading).as(jvm::story).allMatch(each -> each.opened() == 1 && each.is(Word.HELD));
            assertThat(jvm.tell("ended", COMMAND)).as(jvm::story).isEqualTo("0");
        }
    }

    /** Apache reads on in close, without a limit; the others give the connection up, OkHttp after 100 ms. */
    @ParameterizedTest
    @EnumSource
    void onlyApacheIsStuckInAClose(Client client) {
        Word expected = client == Client.APACHE_5 ? Word.HELD : Word.CLOSED;
        try (RawServer server = RawServer.answering(STALLED);
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17))) {
            jvm.tell(client.begin(Cell.KEEP_ALIVE_UNREAD_CLOSED, server), COMMAND);

            Outcome closing = Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(expected));
            assertThat(closing.is(expected)).as(closing + "\n" + jvm.story()).isTrue();
            String ended = Await.upTo(
                    SETTLED, () -> jvm.tell("ended", COMMAND), seen -> seen.equals("1") || expected == Word.HELD);
            assertThat(ended).as(jvm::story).isEqualTo(expected == Word.HELD ? "0" : "1");
        }
    }

    /** A download that pauses for longer than {@code heldAfter} and goes on may at most be a suspect. */
    @ParameterizedTest(name = "{0} virtual threads: {1}")
    @CsvSource({"JDK_17, false", "JDK_21, true", "JDK_25, true"})
    void theAgentDoesNotDoubtAReadInProgress(Jdk jdk, boolean virtual) {
        Path file = directory.resolve("report.json");
        // On 21 a read inside a monitor holds on to its carrier, of which there are as many as cores.
        Launch launch = Client.launchAll(jdk)
                .flags("-Djdk.virtualThreadScheduler.parallelism=64")
                .watched(file, "heldAfter=1s", "reportEvery=1s");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            if (virtual) {
                jvm.tell("virtually", COMMAND);
            }
            List<RawServer> downloads = new ArrayList<>();
            for (Client client : Client.values()) {
                // Twice: two bodies that nobody reads, of one place, would be more than a suspicion.
                List<RawServer> itsOwn = new ArrayList<>(startServers());
                itsOwn.addAll(startServers());
                itsOwn.forEach(server -> jvm.tell(client.begin(Cell.KEEP_ALIVE_READ_CLOSED, server), COMMAND));
                RawServer download = RawServer.answering(Answer.of(Framing.CONTENT_LENGTH, Answer.LARGE));
                servers.add(download);
                downloads.add(download);
                jvm.tell(client.download(download), COMMAND);
            }

            Optional<Report> report = Await.upTo(
                    REPORTED,
                    () -> Report.ifWritten(file),
                    seen -> seen.filter(this::isOfOldExchanges).isPresent());
            assertThat(report)
                    .as(jvm::story)
                    .matches(seen -> seen.filter(this::isOfOldExchanges).isPresent());
            assertThat(report.orElseThrow().findings())
                    .as(jvm::story)
                    .allMatch(finding -> finding.grade().equals("suspect"))
                    .allMatch(finding -> downloads.stream().anyMatch(finding::isOf));
            assertThat(report.orElseThrow().onVirtualThreads())
                    .as("whether each is virtual")
                    .containsOnly(virtual);
            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
            assertThat(jvm.tell("ended", COMMAND)).as(jvm::story).isEqualTo("0");
        }
    }

    @Test
    void theAgentReportsOnlyApachesCloseAsBlocked() {
        Path file = directory.resolve("report.json");
        Launch launch = Client.launchAll(Jdk.JDK_17).watched(file, "closeAfter=1s", "heldAfter=1s", "reportEvery=1s");
        try (RawServer server = RawServer.answering(STALLED);
                TargetJvm jvm = TargetJvm.start(launch)) {
            for (Client client : Client.values()) {
                jvm.tell(client.begin(Cell.KEEP_ALIVE_UNREAD_CLOSED, server), COMMAND);
            }

            List<Finding> findings = Await.upTo(
                    REPORTED,
                    () -> Report.ifWritten(file).map(Report::findings).orElse(List.of()),
                    seen -> !seen.isEmpty());
            assertThat(findings)
                    .as(jvm::story)
                    .extracting(Finding::kind, Finding::grade, Finding::site)
                    .containsExactly(tuple(
                            "close-blocked", "likely", Site.marked(Client.APACHE_5.cells(), "keepAliveUnreadClosed")));
        }
    }

    /** All exchanges have been under way for long enough to be doubted. */
    private boolean isOfOldExchanges(Report report) {
        long now = report.json().at("/time/atMillis").asLong();
        List<Long> ages = report.rows("exchanges")
                .map(each -> now - each.path("startedAtMillis").asLong())
                .toList();
        return ages.size() == servers.size() && ages.stream().allMatch(age -> age > OLD.toMillis());
    }

    private List<RawServer> startServers() {
        List<RawServer> started = new ArrayList<>();
        for (Pace pace : EnumSet.complementOf(EnumSet.of(Pace.AT_ONCE))) {
            Framing framing = pace == Pace.EVENT_STREAM ? Framing.CHUNKED : Framing.CONTENT_LENGTH;
            started.add(RawServer.answering(Answer.of(framing, Answer.LARGE).at(pace)));
        }
        servers.addAll(started);
        return started;
    }

    private List<Outcome> outcomes() {
        return servers.stream().map(Outcome::at).toList();
    }
}
