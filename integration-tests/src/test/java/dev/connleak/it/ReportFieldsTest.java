package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellProgram;
import dev.connleak.it.target.sites.OwnFrames;
import dev.connleak.it.target.sites.SitesProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that no other test asks for, in reports of real JVMs: each has the value that is true, not just one of its type. */
class ReportFieldsTest {
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(60);
    private static final List<Cell> CELLS = List.of(
            Cell.KEEP_ALIVE_READ_CLOSED,
            Cell.KEEP_ALIVE_READ_CLOSED,
            Cell.KEEP_ALIVE_READ_NOT_CLOSED,
            Cell.KEEP_ALIVE_UNREAD_CLOSED,
            Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void tellWhichJvmItWasAndWhoLookedAtIt(Jdk jdk) throws IOException {
        Path file = directory.resolve("report.json");
        Instant before = Instant.now();
        Launch launch = Client.launchAll(jdk).watched(file, "heldAfter=77s", "capacity=4711");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("gc", COMMAND);
            String version = jvm.tell("get java.version", COMMAND);
            String vendor = jvm.tell("get java.vm.vendor", COMMAND);
            // The collector tells of its work a moment after it.
            JsonNode first = Await.upTo(
                    COMMAND,
                    () -> Told.by(jvm, "dump").report().json(),
                    seen -> seen.at("/gc/collectionsSeen").asInt() > 0);
            JsonNode report = Told.by(jvm, "dump").report().json();
            Instant after = Instant.now();

            assertThat(report.at("/tool/version").asText()).isEqualTo(versionOf(AgentJar.path()));
            assertThat(report.at("/trigger").asText()).isEqualTo("request");
            assertThat(report.at("/sequence").asInt())
                    .isEqualTo(first.at("/sequence").asInt() + 1);
            assertThat(report.at("/jvm/pid").asLong()).isEqualTo(jvm.pid());
            assertThat(report.at("/jvm/version").asText()).isEqualTo(version);
            assertThat(vendor).startsWith(report.at("/jvm/vendor").asText()).isNotEmpty();
            assertThat(report.at("/jvm/mainClass").asText()).isEqualTo(CellProgram.class.getName());
            assertThat(UUID.fromString(report.at("/jvm/instance").asText()).version())
                    .isEqualTo(4);
            assertThat(report.at("/jvm")).isEqualTo(first.at("/jvm"));
            assertThat(report.at("/time/mode").asText()).isEqualTo("premain");
            assertThat(time(report, "/jvm/startedAt")).isBetween(before.minusSeconds(1), after);
            assertThat(time(report, "/agent/since")).isBetween(time(report, "/jvm/startedAt"), after);
            assertThat(time(report, "/countsSince")).isBetween(time(report, "/jvm/startedAt"), after);
            assertThat(time(report, "/time/at")).isBetween(time(report, "/agent/since"), after.plusSeconds(1));
            assertThat(report.at("/time/watchedMillis").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(report.at("/time/jvmUptimeMillis").asLong());
            assertThat(report.at("/time/jvmUptimeMillis").asLong())
                    .isLessThanOrEqualTo(
                            Duration.between(before, after).plusSeconds(1).toMillis());
            assertThat(options(report))
                    .contains("heldAfter 77s argument", "closeAfter 10s default", "capacity 4711 argument");
            assertThat(report.at("/limits/level").asText()).isEqualTo("stacks");
            assertThat(report.at("/limits/capacity").asInt()).isEqualTo(4711);
            assertThat(report.at("/gc/collectionsSeen").asInt()).as(jvm::story).isPositive();
            assertThat(time(report, "/gc/lastAt")).isBetween(time(report, "/jvm/startedAt"), after);
            assertThat(report.at("/gc/requestedAtExit").asBoolean(true)).isFalse();
            assertThat(report.at("/gc/honoured").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellWhatBecameOfEachBodyAndOfTheConnectionThatIsHeld(Client client) {
        Path file = directory.resolve("report.json");
        Answer large = Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED);
        try (RawServer server = RawServer.answering(large);
                TargetJvm jvm = TargetJvm.start(client.launch(Jdk.JDK_17).watched(file, "heldAfter=1s"))) {
            for (Cell cell : CELLS) {
                jvm.tell(client.run(cell, 1, true, server), COMMAND);
            }

            Report report = Await.upTo(
                    SEEN,
                    () -> Told.by(jvm, "dump").report(),
                    seen -> seen.findings().size() == 1 && hasHistory(seen.json()) && isUnread(seen, server));

            JsonNode totals = report.json().path("totals");
            assertThat(totals.path("exchanges").asInt()).as(jvm::story).isEqualTo(CELLS.size());
            assertThat(totals.at("/bodies/readToEof").asInt()).isEqualTo(2);
            assertThat(totals.at("/bodies/readToEofNotClosed").asInt()).isOne();
            assertThat(totals.at("/bodies/closedEarly").asInt()).isOne();
            assertThat(totals.at("/bodies/open").asInt()).isOne();
            int sockets = server.accepted().size();
            assertThat(totals.path("connectionsOpened").asInt()).isEqualTo(sockets);
            assertThat(totals.path("connectionsOpen").asInt()).isOne();
            assertThat(totals.path("exchangesOnReusedConnection").asInt()).isEqualTo(CELLS.size() - sockets);
            JsonNode watched = covered(report, client);
            assertThat(watched.path("verdicts").asText()).isEqualTo("on");
            assertThat(watched.path("relocated").asBoolean(true)).isFalse();
            connection(report, server);
            exchange(report, server, client);
            finding(report, server);
        }
    }

    /** By the class in which it was entered; the twin calls the client itself. */
    @Test
    void tellTheLibraryBetweenTheLineAndItsClient() {
        Path file = directory.resolve("report.json");
        Launch launch = Launch.of(Jdk.JDK_17, SitesProgram.class)
                .with(SitesTest.LIBRARIES)
                .watched(file, "exitIdle=1ms");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell(SitesTest.leak(OwnFrames.class, "libraryProxy", server), COMMAND);
            jvm.tell(SitesTest.leak(OwnFrames.class, "one", server), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Map<String, String> through = new HashMap<>();
            for (Finding finding : Report.read(file).findings()) {
                through.put(
                        finding.site().method(), finding.json().path("through").toString());
            }
            assertThat(through)
                    .as(jvm::story)
                    .isEqualTo(Map.of("libraryProxy", "[\"feign.ReflectiveFeign\"]", "get", "[]"));
        }
    }

    /** Both loops of it, or the one thread that does both; and what the kernel has that nobody has taken. */
    private static void connection(Report report, RawServer server) {
        JsonNode connection = held(report, server);
        Instant opened = time(connection, "/openedAt");
        Instant now = time(report.json(), "/time/at");
        assertThat(time(connection, "/writerAt")).isBetween(opened, now);
        assertThat(time(connection, "/readerAt")).isBetween(opened, now);
        assertThat(connection.path("unreadBytes").asLong()).isPositive();
        assertThat(connection.path("state").asText()).isEqualTo("leased");
        assertThat(connection.path("closeReason").isNull()).isTrue();
    }

    private static void exchange(Report report, RawServer server, Client client) {
        JsonNode exchange = report.rows("exchanges")
                .filter(each -> each.at("/body/state").asText().equals("open"))
                .findFirst()
                .orElseThrow();
        assertThat(exchange.path("connection")).isEqualTo(held(report, server).path("id"));
        assertThat(exchange.path("status").asInt()).isEqualTo(200);
        // HttpURLConnection's own object would have to be asked, and nobody may hold that.
        assertThat(exchange.path("method").asText()).isEqualTo(client == Client.HTTP_URL_CONNECTION ? "null" : "GET");
        assertThat(exchange.at("/body/framing").asText()).isEqualTo("content-length");
        assertThat(exchange.at("/body/length").asInt()).isEqualTo(Answer.LARGE);
        assertThat(time(exchange, "/body/lastProgressAt"))
                .isBetween(time(exchange, "/startedAt"), time(report.json(), "/time/at"));
        JsonNode thread = report.thread(exchange.path("thread"));
        assertThat(thread.path("name").asText()).isEqualTo("main");
        assertThat(thread.path("state").asText()).isEqualTo("RUNNABLE");
        assertThat(thread.path("virtual").asBoolean(true)).isFalse();
    }

    private static void finding(Report report, RawServer server) {
        JsonNode finding = report.findings().get(0).json();
        Instant first = time(finding, "/firstSeenAt");
        Instant now = time(report.json(), "/time/at");
        assertThat(first).isBetween(time(report.json(), "/agent/since"), now);
        assertThat(time(finding, "/lastSeenAt")).isBetween(first, now);
        assertThat(time(finding, "/lastTouch/at")).isBetween(time(report.json(), "/agent/since"), now);
        assertThat(finding.path("oldestMillis").asLong())
                .isBetween(1000L, Duration.between(first, now).toMillis() + 1);
        assertThat(finding.path("returnedLate").asInt(-1)).isZero();
        assertThat(finding.path("route").asText()).isEqualTo(server.route());
        assertThat(finding.path("summary").asText()).contains("keepAliveUnreadNotClosed");
        assertThat(finding.path("advice").asText()).startsWith("Close ");
        assertThat(finding.path("holders")).isNotEmpty();
        assertThat(finding.path("known").isNull()).isTrue();
        JsonNode point = last(report.json().path("history"));
        assertThat(point.at("/causes/0/fingerprint")).isEqualTo(finding.path("fingerprint"));
        assertThat(point.at("/causes/0/open").asInt()).isOne();
        assertThat(point.at("/pools/0/leased").asInt()).isOne();
        assertThat(point.at("/pools/0/pool")).isEqualTo(held(report, server).path("pool"));
    }

    private static boolean hasHistory(JsonNode report) {
        return last(report.path("history")).path("causes").size() == 1;
    }

    /** The client may not have closed the others by now, nor have taken from the socket what it will. */
    private static boolean isUnread(Report report, RawServer server) {
        List<JsonNode> open = open(report, server);
        return open.size() == 1 && open.get(0).path("unreadBytes").asLong() > 0;
    }

    private static JsonNode held(Report report, RawServer server) {
        return open(report, server).get(0);
    }

    private static List<JsonNode> open(Report report, RawServer server) {
        return report.connections(server).stream()
                .filter(each -> !each.path("state").asText().equals("closed"))
                .toList();
    }

    private static JsonNode covered(Report report, Client client) {
        for (JsonNode each : report.json().at("/coverage/clients")) {
            if (each.path("exchanges").asInt() == CELLS.size()) {
                return each;
            }
        }
        throw new AssertionError(client + " is not covered");
    }

    private static JsonNode last(JsonNode rows) {
        return rows.path(rows.size() - 1);
    }

    private static List<String> options(JsonNode report) {
        List<String> options = new ArrayList<>();
        for (JsonNode each : report.at("/config/options")) {
            options.add(each.path("name").asText() + " " + each.path("value").asText() + " "
                    + each.path("from").asText());
        }
        return options;
    }

    private static Instant time(JsonNode from, String pointer) {
        return Instant.parse(from.at(pointer).asText());
    }

    private static String versionOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }
}
