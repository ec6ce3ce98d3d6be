package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.UploadProgram;
import dev.connleak.it.target.jdk11.JdkHttpUpload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests whose bodies the application begins to write, and what becomes of them. */
class UnfinishedRequestsTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);
    private static final int TIMES = 2;

    /** Three times heldAfter. */
    private static final Duration OLD = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    /** The sockets of 8 and 11 say in another way than those of later JDKs who is inside them. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11", "JDK_17", "JDK_25"})
    void areToldAtTheLineThatBeganThem(Jdk jdk) {
        try (SilentServer server = SilentServer.reading();
                TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            for (String client : clients(jdk)) {
                for (int i = 0; i < TIMES; i++) {
                    jvm.tell("begin " + client + " STALL " + server.url(), COMMAND);
                }
            }
            for (int i = 0; i < TIMES; i++) {
                jvm.tell("hold " + server.url(), COMMAND);
            }

            List<Tuple> expected = new ArrayList<>();
            clients(jdk).forEach(client -> expected.add(finding("likely", "held", TIMES, site(client))));
            expected.add(finding("likely", "held", TIMES, site("hold")));
            List<Tuple> seen = Await.upTo(SEEN, this::findings, each -> same(each, expected));
            assertThat(seen).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17"})
    void thatAreDroppedAreProven(Jdk jdk) {
        try (SilentServer server = SilentServer.reading();
                TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            for (int i = 0; i < TIMES; i++) {
                jvm.tell("hold " + server.url(), COMMAND);
            }
            List<Tuple> held = List.of(finding("likely", "held", TIMES, site("hold")));
            assertThat(Await.upTo(SEEN, this::findings, each -> same(each, held)))
                    .as(jvm::story)
                    .containsExactlyElementsOf(held);
            jvm.tell("drop", COMMAND);
            jvm.tell("gc", COMMAND);

            List<Tuple> expected = List.of(finding("proven", "rescued", 0, site("hold")));
            List<Tuple> seen = Await.upTo(SEEN, this::findings, each -> same(each, expected));
            assertThat(seen).as(jvm::story).containsExactlyElementsOf(expected);
        }
    }

    /**
     * What has gone on for long is no finding, for one report at least: a thread that the machine stops for a second or
     * two is told as a suspect until it goes on.
     */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11", "JDK_17", "JDK_25"})
    void thatGoOnOrWaitForTheServerAreNoFinding(Jdk jdk) {
        try (SilentServer slow = SilentServer.reading();
                SilentServer deaf = SilentServer.deaf();
                TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            for (String client : clients(jdk)) {
                jvm.tell("begin " + client + " DRIP " + slow.url(), COMMAND);
                jvm.tell("begin " + client + " FLOOD " + deaf.url(), COMMAND);
            }

            int begun = 2 * clients(jdk).size();
            Optional<Report> report = Await.upTo(
                    SEEN,
                    this::report,
                    seen -> seen.filter(each ->
                                    isOld(each, begun) && each.findings().isEmpty())
                            .isPresent());
            assertThat(report.filter(each -> isOld(each, begun))).as(jvm::story).isPresent();
            assertThat(report.orElseThrow().findings()).as(jvm::story).isEmpty();
        }
    }

    private Launch watched(Jdk jdk) {
        return Client.launchAll(jdk, UploadProgram.class)
                .watched(directory.resolve("report.json"), "heldAfter=1s", "reportEvery=1s");
    }

    private static List<String> clients(Jdk jdk) {
        List<String> clients = new ArrayList<>(List.of("httpUrlConnection", "apache", "okHttp", "reference"));
        if (jdk.atLeast(Jdk.JDK_11)) {
            clients.add(JdkHttpUpload.class.getName());
        }
        return clients;
    }

    private static Site site(String client) {
        return client.equals(JdkHttpUpload.class.getName())
                ? Site.marked(JdkHttpUpload.class, "send")
                : Site.marked(UploadProgram.class, client);
    }

    private static Tuple finding(String grade, String outcome, int openNow, Site site) {
        return tuple("request-not-finished", "leak", grade, outcome, TIMES, openNow, site);
    }

    private Optional<Report> report() {
        return Report.ifWritten(directory.resolve("report.json"));
    }

    private List<Tuple> findings() {
        return report().map(Report::findings).orElse(List.of()).stream()
                .map(each -> tuple(
                        each.kind(),
                        each.severity(),
                        each.grade(),
                        each.outcome(),
                        each.number("count"),
                        each.number("openNow"),
                        each.site()))
                .toList();
    }

    private static boolean same(List<Tuple> seen, List<Tuple> expected) {
        return seen.size() == expected.size() && seen.containsAll(expected);
    }

    private static boolean isOld(Report report, int begun) {
        long now = report.json().at("/time/atMillis").asLong();
        List<Long> ages = report.rows("exchanges")
                .map(each -> now - each.path("startedAtMillis").asLong())
                .toList();
        return ages.size() == begun && ages.stream().allMatch(age -> age > OLD.toMillis());
    }
}
