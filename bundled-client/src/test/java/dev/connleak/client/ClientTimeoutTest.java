package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientTimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Rows 106, 163: TestClientTimeoutKillsConn_BeforeHeaders, TestClientTimeout_Headers. */
    @Test
    void timeoutBeforeTheHeadIsToldAndCostsTheConnection() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            ended.complete(peer.ended());
        });
        Client client = Client.builder(fixture.transport()).timeout(SHORT).build();

        HttpRequestException thrown =
                catchThrowableOfType(HttpRequestException.class, () -> client.send(Request.get(server.uri())));

        assertThat(thrown)
                .hasMessage("Get \"" + server.uri()
                        + "\": request deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        assertThat(thrown.isTimeout()).isTrue();
        assertThat(thrown.getCause())
                .isInstanceOfSatisfying(
                        ClientTimeoutException.class,
                        cause -> assertThat(cause.phase()).isEqualTo(ClientTimeoutException.Phase.HEADERS));
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Row 107: TestClientTimeoutKillsConn_AfterHeaders. */
    @Test
    void cancelAfterTheHeadCostsTheConnection() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell");
            ended.complete(peer.ended());
        });
        Cancellation cancellation = new Cancellation();
        Client client = Client.builder(fixture.transport()).timeout(LONG).build();
        InputStream body = client.send(
                        Request.builder(server.uri()).cancellation(cancellation).build())
                .body();
        assertThat(body.readNBytes(4)).hasSize(4);

        cancellation.cancel();

        assertThatThrownBy(body::read).isInstanceOf(RequestCanceledException.class);
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Row 162: TestClientTimeout. */
    @Test
    void timeoutInTheBodyAfterARedirectIsTold() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 302 Found\r\nLocation: /slow\r\nContent-Length: 0\r\n\r\n");
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell");
            peer.ended();
        });
        Client client = Client.builder(fixture.transport())
                .timeout(Duration.ofSeconds(1))
                .build();

        Response response = client.send(Request.get(server.uri()));

        assertThat(response.request()).returns(server.uri("/slow"), Request::uri);
        assertThatThrownBy(() -> response.body().readAllBytes())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("request deadline exceeded (Client.Timeout or context cancellation while reading body)")
                .hasCauseInstanceOf(RequestTimeoutException.class);
        response.close();
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(ResponseBodyClosedException.class);
    }

    /** Row 164: TestClientTimeoutCancel. */
    @Test
    void cancelUnderALongTimeoutIsNoTimeout() throws Exception {
        RawServer server = silent();
        Cancellation cancellation = new Cancellation();
        Client client = Client.builder(fixture.transport()).timeout(LONG).build();
        CompletableFuture<Response> sent = client.sendAsync(
                Request.builder(server.uri()).cancellation(cancellation).build());
        server.nextRequest();

        cancellation.cancel();

        assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
                .cause()
                .hasMessage("Get \"" + server.uri() + "\": request canceled")
                .hasCauseInstanceOf(RequestCanceledException.class)
                .matches(thrown -> !((HttpRequestException) thrown).isTimeout());
    }

    /** Row 165: TestClientTimeoutDoesNotExpire. */
    @Test
    void timeoutThatDoesNotPassIsNotSeen() throws Exception {
        Client client = Client.builder(fixture.transport()).timeout(LONG).build();

        Response response = client.send(Request.get(fixture.hello().uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(response.body().read()).isEqualTo(-1);
        response.close();
    }

    /** Row 177: TestClientPropagatesTimeoutToContext. */
    @Test
    void everyRoundTripperSeesTheTimeThatIsLeft() throws Exception {
        Recorder server = Recorder.along("/next");
        Client client = Client.builder(server).timeout(LONG).build();

        client.send(Request.get(URI.create("http://first.example/")));

        Duration first = server.request(0).deadline();
        assertThat(first).isBetween(LONG.minusMinutes(1), LONG);
        assertThat(server.request(1).deadline()).isLessThan(first).isGreaterThan(LONG.minusMinutes(1));
    }

    /** Row 178: TestClientDoCanceledVsTimeout. */
    @Test
    void deadlineOfTheRequestIsATimeoutOfItsOwn() throws Exception {
        RawServer server = silent();
        Client client = Client.builder(fixture.transport()).timeout(LONG).build();

        assertThatThrownBy(() -> client.send(
                        Request.builder(server.uri()).deadline(SHORT).build()))
                .hasMessage("Get \"" + server.uri() + "\": request deadline exceeded")
                .hasCauseInstanceOf(RequestTimeoutException.class)
                .matches(thrown -> ((HttpRequestException) thrown).isTimeout());
    }

    @Test
    void deadlineOfTheRequestIsOneOverAllHops() throws Exception {
        Recorder server = Recorder.along("/next");

        Client.builder(server)
                .build()
                .send(Request.builder(URI.create("http://first.example/"))
                        .deadline(LONG)
                        .build());

        assertThat(server.request(1).deadline()).isLessThan(server.request(0).deadline());
    }

    /** Row 44: TestTransportResponseHeaderTimeout. */
    @Test
    void headerTimeoutHitsTheSlowAnswerOnly() throws Exception {
        RawServer server = fixture.server(peer -> {
            for (String request = peer.readRequest(); request != null; request = peer.readRequest()) {
                if (request.startsWith("GET /slow ")) {
                    peer.ended();
                    return;
                }
                peer.write(Fixture.HELLO);
            }
        });
        Client client = Client.builder(
                        fixture.transport(builder -> builder.responseHeaderTimeout(Duration.ofSeconds(1))))
                .build();

        assertThat(read(client, server, "/fast")).isEqualTo("hello, world!");
        assertThatThrownBy(() -> read(client, server, "/slow"))
                .hasMessage("Get \"" + server.uri("/slow") + "\": timeout awaiting response headers")
                .matches(thrown -> ((HttpRequestException) thrown).isTimeout());
        assertThat(read(client, server, "/fast")).isEqualTo("hello, world!");
    }

    private static String read(Client client, RawServer server, String path) throws IOException {
        return Fixture.text(client.send(Request.get(server.uri(path))).body());
    }

    /** A server that takes a request and never answers. */
    private RawServer silent() throws IOException {
        return fixture.server(peer -> {
            peer.readRequest();
            peer.ended();
        });
    }
}
