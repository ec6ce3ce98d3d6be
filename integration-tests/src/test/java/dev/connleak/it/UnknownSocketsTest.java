package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.BareSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets that the application connects by itself, without a client that the agent knows. */
class UnknownSocketsTest {
    private static final int TIMES = 6;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration REPORTED = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void thatAreDroppedAreProvenAtTheLineThatConnectedThem(Jdk jdk) {
        try (EchoServer server = EchoServer.start();
                TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            tell(jvm, "socket-drop", server);
            tell(jvm, "channel-drop", server);
            healthy(jvm, server);

            jvm.tell("gc", COMMAND);

            List<Tuple> expected = List.of(finding("dropSocket", "rescued", 0), finding("dropChannel", "held", TIMES));
            List<Tuple> seen = Await.upTo(REPORTED, () -> findings(report()), expected::equals);
            assertThat(seen).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatAreClosedOrKeptAreNoFinding(Jdk jdk) {
        try (EchoServer server = EchoServer.start();
                TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            healthy(jvm, server);
            jvm.tell("gc", COMMAND);
            List<JsonNode> open = Await.upTo(REPORTED, () -> open(report(), server), list -> list.size() == 3 * TIMES);

            assertThat(open).as(jvm::story).hasSize(3 * TIMES);
            assertThat(jvm.exit()).isZero();

            assertThat(report().findings()).as(jvm::story).isEmpty();
        }
    }

    /** The kernel's word, and never more than a suspicion. */
    @Test
    void thatTheServerHasClosedForLongAreSuspects() {
        try (EchoServer server = EchoServer.start();
                TargetJvm jvm = TargetJvm.start(Launch.of(Jdk.JDK_17, BareSockets.class)
                        .watched(directory.resolve("report.json"), "heldAfter=1s", "reportEvery=1s"))) {
            tell(jvm, "socket-keep", server);
            tell(jvm, "channel-keep", server);
            server.hangUp();

            List<Tuple> expected = List.of(suspect("keepSocket"), suspect("keepChannel"));
            List<Tuple> seen = Await.upTo(REPORTED, () -> findings(report()), each -> each.size() == expected.size());
            assertThat(seen).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(jvm.exit()).isZero();
            assertThat(findings(report())).as(jvm::story).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
        }
    }

    @Test
    void thatLiveAreToldWithWhereTheyLeadAndWhoConnectedThem() {
        try (EchoServer server = EchoServer.start();
                TargetJvm jvm = TargetJvm.start(watched(Jdk.JDK_17))) {
            tell(jvm, "socket-keep", server);
            tell(jvm, "channel-keep", server);
            tell(jvm, "async-keep", server);
            Await.upTo(REPORTED, () -> open(report(), server), list -> list.size() == 3 * TIMES);

            assertThat(jvm.exit()).isZero();

            Report report = report();
            assertThat(open(report, server)).as(jvm::story).hasSize(3 * TIMES).allSatisfy(connection -> {
                assertThat(connection.path("state").asText()).isEqualTo("leased");
                assertThat(connection.path("tcpState").asText()).isEqualTo("ESTABLISHED");
                assertThat(connection.path("openedAt").asText()).isNotEmpty();
            });
            assertThat(report.rows("pools"))
                    .extracting(
                            pool -> pool.path("client").asText(),
                            pool -> pool.path("leased").asInt(),
                            pool -> openedBy(report, pool))
                    .containsExactlyInAnyOrder(
                            tuple("unknown-client", TIMES, "keepSocket"),
                            tuple("unknown-client", TIMES, "keepChannel"),
                            tuple("unknown-client", TIMES, "keepAsync"));
            assertThat(report.json().at("/totals/exchanges").asInt()).isZero();
        }
    }

    private Launch watched(Jdk jdk) {
        return Launch.of(jdk, BareSockets.class).watched(directory.resolve("report.json"), "reportEvery=1s");
    }

    private Report report() {
        return Await.upTo(REPORTED, () -> Report.ifWritten(directory.resolve("report.json")), Optional::isPresent)
                .orElseThrow();
    }

    private static void healthy(TargetJvm jvm, EchoServer server) {
        for (String each :
                List.of("socket-close", "channel-close", "async-close", "socket-keep", "channel-keep", "async-keep")) {
            tell(jvm, each, server);
        }
        jvm.tell("accept " + TIMES, COMMAND);
    }

    private static void tell(TargetJvm jvm, String what, EchoServer server) {
        jvm.tell(what + " " + server.port() + " " + TIMES, COMMAND);
    }

    private static Tuple finding(String method, String outcome, int openNow) {
        return tuple("lease-held", "proven", TIMES, outcome, openNow, Site.marked(BareSockets.class, method));
    }

    private static Tuple suspect(String method) {
        return tuple("lease-held", "suspect", TIMES, "stuck", TIMES, Site.marked(BareSockets.class, method));
    }

    private static List<Tuple> findings(Report report) {
        return report.findings().stream()
                .map(each -> tuple(
                        each.kind(),
                        each.grade(),
                        each.number("count"),
                        each.outcome(),
                        each.number("openNow"),
                        each.site()))
                .toList();
    }

    private static List<JsonNode> open(Report report, EchoServer server) {
        return report.rows("connections")
                .filter(each -> each.path("remote").asText().endsWith(":" + server.port()))
                .filter(each -> !each.path("state").asText().equals("closed"))
                .toList();
    }

    /** The method of the program in the stack that made a pool. */
    private static String openedBy(Report report, JsonNode pool) {
        JsonNode stack = report.json().path("stacks").path(pool.path("stack").asInt());
        for (JsonNode frame : stack) {
            String text = frame.asText();
            if (text.startsWith(BareSockets.class.getName())) {
                return text.substring(BareSockets.class.getName().length() + 1, text.indexOf('('));
            }
        }
        return "nobody";
    }
}
