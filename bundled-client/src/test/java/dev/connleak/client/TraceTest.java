package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TraceTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final TraceLog log = new TraceLog();

    @Test
    void newConnectionIsFollowedToThePool() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(traced(server.uri()));
        log.note("handed out");
        Fixture.text(response.body());
        log.note("at its end");
        response.close();

        assertThat(withoutWriter(log.events()))
                .containsExactly(
                        "getConnection 127.0.0.1:" + server.uri().getPort(),
                        "connectStart " + server.uri().getPort(),
                        "connectDone " + server.uri().getPort(),
                        "gotConnection 1 new",
                        "gotFirstResponseByte",
                        "bodyOpened",
                        "handed out",
                        "connectionPut 1",
                        "bodyEnded",
                        "at its end");
        assertThat(written(log.events()))
                .containsOnlyOnce("wroteHeaders")
                .startsWith("wroteHeaderField", "wroteHeaderField")
                .endsWith("wroteHeaders", "wroteRequest");
        assertThat(log.on("dial")).containsExactly("connectStart", "connectDone");
        assertThat(log.on("reader")).containsExactly("gotFirstResponseByte", "bodyOpened");
    }

    @Test
    void idleConnectionIsUsedWithoutADial() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Fixture.get(transport, server);

        transport.roundTrip(traced(server.uri())).body().readAllBytes();

        assertThat(withoutWriter(log.events()))
                .containsExactly(
                        "getConnection 127.0.0.1:" + server.uri().getPort(),
                        "gotConnection 1 reused idle",
                        "gotFirstResponseByte",
                        "bodyOpened",
                        "connectionPut 1",
                        "bodyEnded");
    }

    @Test
    void responseWithoutABodyIsHandedOutBehindThePool() throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 204 No Content\r\n\r\n"));

        fixture.transport().roundTrip(traced(server.uri()));
        log.note("handed out");

        assertThat(log.events()).doesNotContain("bodyOpened").endsWith("connectionPut 1", "handed out");
    }

    @Test
    void redirectIsOneAttemptForEachHop() throws Exception {
        RawServer server = fixture.server(RawServer.answering(request -> request.startsWith("GET / ")
                ? "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
                : Fixture.HELLO));

        Client.builder(fixture.transport()).build().send(traced(server.uri())).close();

        String place = server.uri().getAuthority();
        assertThat(log.events())
                .containsSubsequence(
                        "getConnection " + place,
                        "gotConnection 1 new",
                        "connectionPut 1",
                        "getConnection " + place,
                        "gotConnection 1 reused idle");
    }

    @Test
    void connectionThatIsNotOfferedIsClosedAndNotPut() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();

        transport.roundTrip(traced(server.uri())).close();
        Eventually.await(
                "the close is told", () -> log.events().stream().anyMatch(each -> each.startsWith("connectionClosed")));

        assertThat(log.events()).contains("bodyClosedEarly", "connectionClosed 1 NOT_REUSABLE held");
        assertThat(log.events()).noneMatch(each -> each.startsWith("connectionPut"));
    }

    @Test
    void poolThatTakesNoneIsNotAsked() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        transport.roundTrip(traced(server.uri())).body().readAllBytes();

        assertThat(log.events()).contains("bodyEnded").noneMatch(each -> each.startsWith("connectionPut"));
    }

    @Test
    void refusalOfThePoolIsTold() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(traced(server.uri()));
        transport.closeIdleConnections();

        response.body().readAllBytes();

        assertThat(log.events()).contains("connectionPut 1 CLOSE_IDLE_CALLED");
    }

    @Test
    void listenerOfTheTransportHearsOfConnectionsThatNobodyHolds() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.listener(log));
        Fixture.get(transport, server);

        transport.closeIdleConnections();

        Eventually.await("the close is told", () -> log.events().contains("connectionClosed 1 IDLE_CLOSED"));
    }

    /** Row 91: TestTransportEventTrace. */
    @Test
    void everythingBetweenRequestAndPoolIsTold() throws Exception {
        RawServer server = fixture.server(peer -> {
            for (String head = peer.readUntil("\r\n\r\n"); head != null; head = peer.readUntil("\r\n\r\n")) {
                if (head.contains("100-continue")) {
                    peer.write("HTTP/1.1 100 Continue\r\n\r\n");
                    peer.read(9);
                }
                peer.write(Fixture.HELLO);
            }
        });
        Transport transport = fixture.transport(builder -> builder.expectContinueTimeout(Duration.ofMinutes(1)));
        URI uri = URI.create("http://localhost:" + server.uri().getPort() + "/");

        transport
                .roundTrip(traced(uri).toBuilder()
                        .method("POST", RequestBody.of("some body".getBytes(StandardCharsets.UTF_8)))
                        .header("X-Foo", "a")
                        .header("X-Foo", "b")
                        .header("Expect", "100-continue")
                        .build())
                .body()
                .readAllBytes();

        List<String> first = log.events();
        assertThat(first)
                .contains(
                        "getConnection localhost:" + uri.getPort(),
                        "dnsStart localhost",
                        "connectDone " + uri.getPort(),
                        "wroteHeaderField Host: " + uri.getAuthority(),
                        "wroteHeaderField Content-Length: 9",
                        "wroteHeaderField X-Foo: a",
                        "wroteHeaderField X-Foo: b",
                        "gotInterimResponse 100",
                        "connectionPut 1");
        assertThat(first).anyMatch(each -> each.startsWith("dnsDone "));
        assertThat(log.on("reader")).startsWith("gotFirstResponseByte", "gotContinue", "gotInterimResponse");
        assertThat(log.on("writer")).endsWith("wroteHeaders", "waitingForContinue", "wroteRequest");
        log.clear();

        transport.roundTrip(traced(uri)).body().readAllBytes();

        assertThat(log.events())
                .contains("gotConnection 1 reused idle", "wroteHeaders", "gotFirstResponseByte", "connectionPut 1")
                .noneMatch(each -> each.startsWith("dns") || each.startsWith("connectStart"));
    }

    /** Row 94: TestTransportEventTraceRealDNS. */
    @Test
    void nameWithoutAddressIsTriedNowhere() {
        Transport transport = fixture.transport(builder -> builder.resolver = host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> transport.roundTrip(traced(URI.create("http://nowhere.test/"))))
                .isInstanceOf(ConnectFailedException.class);

        assertThat(log.events())
                .containsExactly("getConnection nowhere.test:80", "dnsStart nowhere.test", "dnsDone 0 failed");
    }

    /** Row 96: TestTLSHandshakeTrace. */
    @Test
    void handshakeIsToldBetweenConnectAndConnection() throws Exception {
        RawServer server = fixture.server(RawServer.always(Fixture.HELLO), Certificates.GOOD.server());
        SSLContext trusting = Certificates.GOOD.trusting();
        Transport transport = fixture.transport(builder -> builder.sslContext(trusting));

        transport.roundTrip(traced(server.uri())).close();

        assertThat(log.on("dial"))
                .containsExactly("connectStart", "connectDone", "tlsHandshakeStart", "tlsHandshakeDone");
        assertThat(log.events()).contains("tlsHandshakeDone true");
    }

    /** Row 93: TestTransportEventTraceTLSVerify. */
    @Test
    void certificateThatIsRefusedIsToldAndNoConnectionIsGot() throws Exception {
        RawServer server = fixture.server(RawServer.always(Fixture.HELLO), Certificates.GOOD.server());
        SSLContext trusting = Certificates.OTHER_HOST.trusting();
        Transport transport = fixture.transport(builder -> builder.sslContext(trusting));

        assertThatThrownBy(() -> transport.roundTrip(traced(server.uri())))
                .isInstanceOf(CertificateRejectedException.class);

        assertThat(log.events())
                .endsWith("tlsHandshakeDone CertificateRejectedException")
                .noneMatch(each -> each.startsWith("gotConnection"));
    }

    /** Row 92: TestTransportEventTrace_NoHooks. */
    @Test
    void listenerThatHearsNothingDoesNoHarm() throws Exception {
        RawServer server = fixture.hello();
        Request request = Request.builder(server.uri())
                .listener(new TransportListener() {})
                .build();

        assertThat(Fixture.text(fixture.transport().roundTrip(request).body())).isEqualTo("hello, world!");
    }

    @Test
    void listenerThatThrowsChangesNothing() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.threadFactory(body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((where, what) -> log.note("uncaught " + what.getMessage()));
            return thread;
        }));
        Request request = Request.builder(server.uri())
                .listener(log)
                .listener(new TransportListener() {
                    @Override
                    public void gotFirstResponseByte(Request request) {
                        throw new IllegalStateException("of the listener");
                    }

                    @Override
                    public void wroteHeaders(Request request) {
                        throw new IllegalStateException("of the listener");
                    }
                })
                .build();

        Response response = transport.sendAsync(request).get(30, TimeUnit.SECONDS);

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(log.events()).contains("uncaught of the listener", "gotFirstResponseByte", "connectionPut 1");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Rows 257, 258: TestWithClientTrace, TestCompose. */
    @Test
    void lastListenerIsToldFirstAndTheTransportsLast() throws Exception {
        List<String> told = new ArrayList<>();
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> builder.listener(named("transport", told)));
        Request request = Request.builder(server.uri())
                .listener(named("first", told))
                .listener(named("last", told))
                .build();

        transport.roundTrip(request).close();

        assertThat(told).containsExactly("last", "first", "transport");
    }

    @Test
    void dialThatComesTooLateIsToldToTheRequestThatBeganIt() throws Exception {
        RawServer server = fixture.hello();
        GatedDials gate = new GatedDials();
        Transport transport = fixture.transport(builder -> builder.threadFactory(gate));
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Response> sent = transport.sendAsync(
                traced(server.uri()).toBuilder().cancellation(cancellation).build());
        Eventually.await("it is connected", () -> log.on("dial").contains("connectDone"));

        cancellation.cancel();
        assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(RequestCanceledException.class);
        gate.open(1);
        Eventually.await("it is pooled", () -> Fixture.states(transport).contains(ConnectionState.IDLE));

        assertThat(log.events()).noneMatch(each -> each.startsWith("gotConnection"));
    }

    private static TransportListener named(String name, List<String> told) {
        return new TransportListener() {
            @Override
            public void getConnection(Request request, String hostAndPort) {
                told.add(name);
            }
        };
    }

    private Request traced(URI uri) {
        return Request.builder(uri).listener(log).build();
    }

    private static List<String> written(List<String> events) {
        return events.stream()
                .filter(each -> each.startsWith("wrote"))
                .map(each -> each.split(" ")[0])
                .toList();
    }

    /** The writer's events may come at any time between its request and the response, or behind it. */
    private static List<String> withoutWriter(List<String> events) {
        return events.stream().filter(each -> !each.startsWith("wrote")).toList();
    }
}
