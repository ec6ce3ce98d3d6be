package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientTest {

    private static final URI START = URI.create("http://first.example/");

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 133: TestClient. */
    @Test
    void getIsAnsweredWithABodyWhoseEndCanBeAskedAgain() throws Exception {
        Client client = Client.builder(fixture.transport()).build();

        try (Response response = client.send(Request.get(fixture.hello().uri()))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(response.body().read(new byte[3])).isEqualTo(-1);
        }
    }

    /** Row 134: TestClientHead. */
    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n"));
        Client client = Client.builder(fixture.transport()).build();

        Response response =
                client.send(Request.builder(server.uri()).method("HEAD").build());

        assertThat(response.headers().first("Content-Length")).isEqualTo("13");
        assertThat(response.body().read()).isEqualTo(-1);
    }

    /** Row 135: TestGetRequestFormat. */
    @Test
    void getHasNeitherBodyNorFields() throws Exception {
        Recorder server = Recorder.along();

        Client.builder(server).build().send(Request.get(START));

        assertThat(server.request(0).method()).isEqualTo("GET");
        assertThat(server.request(0).uri()).isEqualTo(START);
        assertThat(server.request(0).headers()).isEqualTo(Headers.empty());
        assertThat(server.request(0).body().length()).isZero();
        assertThat(server.request(0).close()).isFalse();
    }

    /** Row 136: TestPostRequestFormat. */
    @Test
    void postHasTheLengthOfItsBody() throws Exception {
        Recorder server = Recorder.along();

        Client.builder(server)
                .build()
                .send(Request.builder(START)
                        .method("POST", RequestBody.of("{}".getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .build());

        assertThat(server.log()).containsExactly("POST / {}");
        assertThat(server.request(0).body().length()).isEqualTo(2);
        assertThat(server.request(0).headers()).isEqualTo(Headers.of("Content-Type", "application/json"));
    }

    /** Row 105: TestTransportCheckContextDoneEarly. */
    @Test
    void requestThatIsOverBeforeItBeginsIsNotDialled() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Client client = Client.builder(transport).build();
        Cancellation canceled = new Cancellation();
        canceled.cancel();

        assertThatThrownBy(() -> client.send(
                        Request.builder(server.uri()).cancellation(canceled).build()))
                .hasCauseInstanceOf(RequestCanceledException.class);
        assertThatThrownBy(() -> client.send(
                        Request.builder(server.uri()).deadline(Duration.ZERO).build()))
                .hasCauseInstanceOf(RequestTimeoutException.class);
        assertThat(transport.snapshot().opened()).isZero();
    }

    /** Row 176: TestClientCloseIdleConnections. */
    @Test
    void closingIdleConnectionsReachesTheTransport() throws Exception {
        Transport transport = fixture.transport();
        Client client = Client.builder(transport).build();
        Fixture.text(client.send(Request.get(fixture.hello().uri())).body());
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);

        client.closeIdleConnections();

        Eventually.await("nothing is open", () -> Fixture.states(transport).isEmpty());
        Client.builder(request -> Recorder.text("")).build().closeIdleConnections();
    }

    /** Row 179: TestClientPopulatesNilResponseBody. */
    @Test
    void responseWithoutABodyHasAnEmptyOne() throws Exception {
        Client client = Client.builder(request -> Response.of(200, Headers.empty(), null))
                .build();

        assertThat(client.send(Request.get(START)).body().read()).isEqualTo(-1);
    }

    @Test
    @SuppressWarnings("NullAway")
    void roundTripperThatReturnsNothingIsNamed() {
        Client client = Client.builder(new Recorder(request -> null)).build();

        assertThatThrownBy(() -> client.send(Request.get(START)))
                .hasMessage("Get \"http://first.example/\": " + Recorder.class.getName() + " returned no response");
    }

    @Test
    void sendAsyncFollowsRedirects() throws Exception {
        RawServer server = fixture.server(RawServer.answering(request -> request.startsWith("GET / ")
                ? "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
                : Fixture.HELLO));

        Response response = Client.builder(fixture.transport())
                .build()
                .sendAsync(Request.get(server.uri()))
                .get(30, TimeUnit.SECONDS);

        assertThat(response.request()).returns(server.uri("/next"), Request::uri);
        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
    }

    @Test
    void cancelingTheFutureCancelsTheHopUnderWay() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
            peer.readRequest();
            peer.ended();
        });
        Transport transport = fixture.transport();
        CompletableFuture<Response> sent = Client.builder(transport).build().sendAsync(Request.get(server.uri()));
        server.nextRequest();
        server.nextRequest();

        sent.cancel(true);

        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.CANCELED);
    }

    @Test
    void handleOfTheRequestReachesTheBodyOfAnAsynchronousSend() throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"));
        Cancellation cancellation = new Cancellation();
        Response response = Client.builder(fixture.transport())
                .build()
                .sendAsync(
                        Request.builder(server.uri()).cancellation(cancellation).build())
                .get(30, TimeUnit.SECONDS);

        cancellation.cancel();

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestCanceledException.class);
    }

    @Test
    void handleDoesNotKeepAsynchronousSendsThatAreOver() throws Exception {
        RawServer server = fixture.hello();
        Client client = Client.builder(fixture.transport()).build();
        Cancellation cancellation = new Cancellation();
        WeakReference<Request> over = new WeakReference<>(sendAndRead(client, server, cancellation));

        Eventually.await("the request is collected", () -> {
            System.gc();
            return over.refersTo(null);
        });
        assertThat(cancellation.canceled()).isFalse();
    }

    @Test
    void factoryThatGivesNoThreadFailsTheFuture() {
        Client client =
                Client.builder(Recorder.along()).threadFactory(body -> null).build();

        assertThat(client.sendAsync(Request.get(START))).isCompletedExceptionally();
    }

    private static Request sendAndRead(Client client, RawServer server, Cancellation cancellation) throws Exception {
        Request request =
                Request.builder(server.uri()).cancellation(cancellation).build();
        try (Response response = client.sendAsync(request).get(30, TimeUnit.SECONDS)) {
            response.body().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("a response of this server ends", e);
        }
        return request;
    }
}
