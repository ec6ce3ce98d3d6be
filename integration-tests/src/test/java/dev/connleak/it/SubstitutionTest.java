package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.JettyStreamProgram;
import dev.connleak.it.target.jdk11.BodiesProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Option {@code substitute}: bodies of {@code java.net.http} and Jetty that are dropped are proven, and nothing else is different. */
class SubstitutionTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration REPORTED = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final RawServer large = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer small = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        large.close();
        small.close();
    }

    @ParameterizedTest
    @CsvSource({
        "JDK_11, JDK_HTTP_CLIENT",
        "JDK_17, JDK_HTTP_CLIENT",
        "JDK_21, JDK_HTTP_CLIENT",
        "JDK_25, JDK_HTTP_CLIENT",
        "JDK_8, JETTY_9",
        "JDK_17, JETTY_9",
        "JDK_25, JETTY_9"
    })
    void droppedBodiesAreProvenAndTheirHealthyTwinsAreNot(Jdk jdk, Client client) {
        try (TargetJvm jvm = TargetJvm.start(watched(client.launch(jdk)))) {
            dropAll(client, jvm);

            assertThatFound(jvm, client.cells(), "keepAliveUnreadNotClosed", TIMES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_HTTP_CLIENT", "JETTY_9"})
    void withoutTheOptionTheyAreSuspectedOnly(Client client) {
        Launch launch = client.launch(Jdk.JDK_17).watched(report(), "reportEvery=100ms", "exitIdle=1ms");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            dropAll(client, jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(report()).findings())
                    .as(jvm::story)
                    .extracting(Finding::kind, Finding::grade)
                    .containsExactly(tuple("body-held", "likely"));
        }
    }

    @ParameterizedTest(name = "{1}, the other one first: {0}")
    @CsvSource({"true, JDK_HTTP_CLIENT", "false, JDK_HTTP_CLIENT", "true, JETTY_9", "false, JETTY_9"})
    void andBesideOpenTelemetryToo(boolean first, Client client) {
        String flag = Neighbour.OPEN_TELEMETRY.flag(directory);
        Launch launch = client.launch(Jdk.JDK_17);
        Launch both = first ? watched(launch.flags(flag)) : watched(launch).flags(flag);
        try (TargetJvm jvm = TargetJvm.start(both)) {
            dropAll(client, jvm);

            assertThatFound(jvm, client.cells(), "keepAliveUnreadNotClosed", TIMES);
        }
    }

    @Test
    void aPublisherAndALaterResponseAreProvenAsWell() {
        try (TargetJvm jvm = TargetJvm.start(watched(Launch.of(Jdk.JDK_17, BodiesProgram.class)))) {
            jvm.tell("publish " + large.url(), COMMAND);
            jvm.tell("async " + large.url(), COMMAND);
            awaitReported(2);
            jvm.tell("drop", COMMAND);
            jvm.tell("gc", COMMAND);

            Site published = Site.marked(BodiesProgram.class, "publisher");
            Site later = Site.marked(BodiesProgram.class, "later");
            assertThat(Await.upTo(REPORTED, () -> findings(Report.read(report())), seen -> seen.size() == 2))
                    .as(jvm::story)
                    .containsExactlyInAnyOrder(
                            tuple(published, "body-abandoned", "proven", 1),
                            tuple(later, "body-abandoned", "proven", 1));
        }
    }

    /** Who has subscribed holds the body; the publisher is of no use any more. */
    @Test
    void aPublisherThatHasASubscriberIsNotAbandoned() {
        try (TargetJvm jvm = TargetJvm.start(watched(Launch.of(Jdk.JDK_17, BodiesProgram.class)))) {
            jvm.tell("subscribe " + large.url(), COMMAND);
            jvm.tell("async " + large.url(), COMMAND);
            awaitReported(2);
            jvm.tell("gc", COMMAND);
            jvm.tell("drop", COMMAND);
            jvm.tell("gc", COMMAND);

            assertThatFound(jvm, BodiesProgram.class, "later", 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_11", "JDK_17", "JDK_21", "JDK_25"})
    void nothingElseIsDifferent(Jdk jdk) throws IOException {
        Launch launch = Launch.of(jdk, BodiesProgram.class);
        try (ServerSocket webSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TargetJvm plain = TargetJvm.start(launch);
                TargetJvm substituted = TargetJvm.start(watched(launch))) {
            serve(webSocket, SubstitutionTest::shakeHands);
            String behave =
                    "behave " + small.url() + " http://127.0.0.1:1/ ws://127.0.0.1:" + webSocket.getLocalPort() + "/";

            assertThat(substituted.tell(behave, COMMAND).split(" ; "))
                    .as(substituted::story)
                    .containsExactly(plain.tell(behave, COMMAND).split(" ; "));
            assertThat(substituted.tell("declared " + small.url(), COMMAND)).isEqualTo("ConnleakStream[]");
            assertThat(substituted.exit()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void norIsAnythingOfJettysStream(Jdk jdk) throws IOException {
        Launch launch = Client.JETTY_9.launch(jdk, JettyStreamProgram.class);
        try (ServerSocket cut = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TargetJvm plain = TargetJvm.start(launch);
                TargetJvm substituted = TargetJvm.start(watched(launch))) {
            serve(cut, SubstitutionTest::breakOff);
            String behave = "behave " + small.url() + " http://127.0.0.1:" + cut.getLocalPort() + "/";

            assertThat(substituted.tell(behave, COMMAND).split(" ; "))
                    .as(substituted::story)
                    .containsExactly(plain.tell(behave, COMMAND).split(" ; "));
            assertThat(substituted.exit()).isZero();
        }
    }

    private Launch watched(Launch launch) {
        return launch.watched(report(), "substitute=true", "reportEvery=100ms");
    }

    private Path report() {
        return directory.resolve("report.json");
    }

    private void dropAll(Client client, TargetJvm jvm) {
        jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, large), COMMAND);
        jvm.tell(client.run(Cell.KEEP_ALIVE_READ_NOT_CLOSED, TIMES, large), COMMAND);
        jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_CLOSED, 1, large), COMMAND);
        jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, large), COMMAND);
        awaitReported(TIMES);
        jvm.tell("drop", COMMAND);
        jvm.tell("gc", COMMAND);
    }

    /** Waits for all of them: the collector tells of one after the other, and a report may come in between. */
    private void assertThatFound(TargetJvm jvm, Class<?> program, String method, int times) {
        List<Tuple> expected = List.of(tuple(Site.marked(program, method), "body-abandoned", "proven", times));
        List<Tuple> found = Await.upTo(
                REPORTED,
                () -> {
                    jvm.tell("gc", COMMAND);
                    return findings(Report.read(report()));
                },
                expected::equals);
        assertThat(found).as(jvm::story).isEqualTo(expected);
    }

    private static List<Tuple> findings(Report report) {
        return report.findings().stream()
                .map(each -> tuple(each.site(), each.kind(), each.grade(), each.number("count")))
                .toList();
    }

    /** Once an exchange is in a report, the agent holds nothing of it that reaches the handle. */
    private void awaitReported(int open) {
        Optional<Long> seen = Await.upTo(
                REPORTED,
                () -> Report.ifWritten(report())
                        .map(each -> each.rows("exchanges")
                                .filter(row -> row.at("/body/state").asText().equals("open"))
                                .count()),
                count -> count.filter(many -> many >= open).isPresent());
        assertThat(seen).hasValueSatisfying(many -> assertThat(many).isGreaterThanOrEqualTo(open));
    }

    /** How a server treats each connection. */
    private interface Manner {
        void treat(Socket socket) throws IOException;
    }

    private static void serve(ServerSocket server, Manner manner) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!server.isClosed()) {
                            manner.treat(server.accept());
                        }
                    } catch (IOException e) {
                        // The test is over.
                        return;
                    }
                },
                "server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers with less than it promises. */
    private static void breakOff(Socket socket) throws IOException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {}
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.ISO_8859_1));
        socket.close();
    }

    /** Answers the opening handshake of a web socket, and says nothing more. */
    private static void shakeHands(Socket socket) throws IOException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String key = "";
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
                key = line.substring("Sec-WebSocket-Key: ".length());
            }
        }
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
