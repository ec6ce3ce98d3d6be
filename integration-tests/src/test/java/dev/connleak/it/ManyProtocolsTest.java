package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.it.target.raw.ManyProtocols;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application that serves HTTP itself, twice, and keeps four connections of other protocols for as long as it lives,
 * thirty times {@code heldAfter}: between two questions, inside a read under TLS, on a blocking channel and on a selector.
 */
class ManyProtocolsTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration REPORTED = Duration.ofSeconds(60);
    private static final String HELD_AFTER = "heldAfter=100ms";
    private static final Duration OLD = Duration.ofSeconds(3);
    private static final int REQUESTS = 5;

    @TempDir
    private Path directory;

    private Certificate certificate;
    private final List<ProtocolPeer> peers = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void startPeers() throws IOException, InterruptedException, GeneralSecurityException {
        certificate = Certificate.in(directory);
        peers.add(ProtocolPeer.redis());
        peers.add(ProtocolPeer.postgres(certificate.server()));
        peers.add(ProtocolPeer.irc());
        peers.add(ProtocolPeer.amqp());
    }

    @AfterEach
    void stopPeers() {
        peers.forEach(ProtocolPeer::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void hasNoFinding(Jdk jdk) throws IOException, InterruptedException {
        try (TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            String[] servers = jvm.tell("serve", COMMAND).split(" ");
            request(servers);
            connect(jvm);
            jvm.tell("gc", COMMAND);

            // The kernel's table is read in pieces: a look that misses a listener takes what it accepted for a
            // client's.
            Report report = Await.upTo(
                    REPORTED,
                    this::report,
                    seen -> (isOld(seen) && untracked(seen).isEmpty()) || isAccusing(seen));

            assertThat(report.findings()).as(jvm::story).isEmpty();
            assertThat(open(report)).as(jvm::story).hasSize(peers.size());
            assertThat(untracked(report)).as(jvm::story).isEmpty();
            request(servers);
            assertAllGoOn(jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(report().json().path("complete").asBoolean()).isTrue();
            assertThat(report().findings()).as(jvm::story).isEmpty();
            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void isNamedByTheOneConnectionThatItForgets(Jdk jdk) throws IOException, InterruptedException {
        try (TargetJvm jvm = TargetJvm.start(watched(jdk))) {
            request(jvm.tell("serve", COMMAND).split(" "));
            connect(jvm);
            assertThat(jvm.tell("drop " + peers.get(0).port(), COMMAND)).isEqualTo("true");
            jvm.tell("gc", COMMAND);

            Report report = Await.upTo(REPORTED, this::report, ManyProtocolsTest::isAccusing);

            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(Finding::kind, Finding::grade, each -> each.number("count"), Finding::site)
                    .containsExactly(tuple("lease-held", "proven", 1, Site.marked(ManyProtocols.class, "drop")));
            assertAllGoOn(jvm);
        }
    }

    private Launch watched(Jdk jdk) {
        return Launch.of(jdk, ManyProtocols.class)
                .flags(certificate.trusted())
                .watched(directory.resolve("report.json"), HELD_AFTER, "exitIdle=1ms", "reportEvery=1s");
    }

    private void connect(TargetJvm jvm) {
        String ports = peers.stream().map(peer -> Integer.toString(peer.port())).collect(Collectors.joining(" "));
        jvm.tell("connect " + ports, COMMAND);
        assertAllGoOn(jvm);
    }

    /** Keeps its connections, as clients do: the program's side of them are sockets that were accepted. */
    private void request(String[] ports) throws IOException, InterruptedException {
        for (int i = 0; i < REQUESTS; i++) {
            for (String port : ports) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .build();
                assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok");
            }
        }
    }

    /** Each protocol gets messages still. */
    private static void assertAllGoOn(TargetJvm jvm) {
        List<Integer> before = beats(jvm);
        List<Integer> after = Await.upTo(REPORTED, () -> beats(jvm), seen -> areMore(seen, before));
        assertThat(areMore(after, before))
                .as(before + ", then " + after + "\n" + jvm.story())
                .isTrue();
    }

    private static boolean areMore(List<Integer> now, List<Integer> before) {
        for (int i = 0; i < before.size(); i++) {
            if (now.get(i) <= before.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<Integer> beats(TargetJvm jvm) {
        return Arrays.stream(jvm.tell("beats", COMMAND).split(" "))
                .map(Integer::valueOf)
                .toList();
    }

    private Report report() {
        return Await.upTo(REPORTED, () -> Report.ifWritten(directory.resolve("report.json")), Optional::isPresent)
                .orElseThrow();
    }

    private boolean isOld(Report report) {
        long now = report.json().at("/time/atMillis").asLong();
        List<JsonNode> open = open(report);
        return open.size() == peers.size()
                && open.stream()
                        .allMatch(each -> now - each.path("openedAtMillis").asLong() > OLD.toMillis());
    }

    private static boolean isAccusing(Report report) {
        return !report.findings().isEmpty();
    }

    private static JsonNode untracked(Report report) {
        return report.json().at("/sockets/untracked");
    }

    private static List<JsonNode> open(Report report) {
        return report.rows("connections")
                .filter(each -> !each.path("state").asText().equals("closed"))
                .toList();
    }
}
