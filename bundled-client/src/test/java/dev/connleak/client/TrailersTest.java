package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailersTest {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Server-Trailer-A, Server-Trailer-B\r\n\r\n";
    private static final String TAIL = "0\r\nServer-Trailer-A: valuea\r\nServer-Trailer-C: valuec\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 208: TestTrailersServerToClient. */
    @Test
    void trailersAreThereWhenTheEndOfTheBodyIs() throws Exception {
        RawServer server = fixture.server(RawServer.always(HEAD + "5\r\nhello\r\n" + TAIL));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.announcedTrailers()).containsExactly("Server-Trailer-A", "Server-Trailer-B");
        assertThat(response.body().readNBytes(4)).hasSize(4);
        assertThat(response.trailers()).isNull();
        assertThat(Fixture.text(response.body())).isEqualTo("o");

        assertThat(response.trailers()).hasToString("Server-Trailer-A: valuea\nServer-Trailer-C: valuec\n");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 209: TestTrailersServerToClientFlush. */
    @Test
    void trailersThatComeLaterAreAwaitedWithTheEnd() throws Exception {
        CompletableFuture<Void> read = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(HEAD + "5\r\nhello\r\n");
            read.join();
            peer.write(TAIL);
            peer.ended();
        });
        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(5)).hasSize(5);
        assertThat(response.trailers()).isNull();
        read.complete(null);
        assertThat(response.body().read()).isEqualTo(-1);

        assertThat(response.trailers()).isNotNull().returns("valuea", each -> each.first("server-trailer-a"));
    }

    /** Row 210: TestServerUndeclaredTrailers. */
    @Test
    void trailersNeedNotBeAnnounced() throws Exception {
        RawServer server = fixture.server(
                RawServer.always(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nFoo\r\n0\r\nFoo: bar\r\nBaz: 1\r\nBaz: 2\r\n\r\n"));
        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.announcedTrailers()).isEmpty();
        assertThat(Fixture.text(response.body())).isEqualTo("Foo");

        assertThat(response.trailers()).hasToString("Foo: bar\nBaz: 1\nBaz: 2\n");
    }

    @Test
    void bodyWithoutTrailersHasNone() throws Exception {
        RawServer server = fixture.hello();
        Response response = fixture.transport().roundTrip(Request.get(server.uri()));
        assertThat(response.trailers()).isNull();

        response.body().readAllBytes();

        assertThat(response.trailers()).isEqualTo(Headers.empty());
    }

    @Test
    void bodyThatIsClosedEarlyHasNoTrailers() throws Exception {
        RawServer server = fixture.server(RawServer.always(HEAD + "5\r\nhello\r\n" + TAIL));
        Transport transport = fixture.transport(TransportBuilder::earlyCloseDrain);
        Response response = transport.roundTrip(Request.get(server.uri()));

        response.close();

        Eventually.await("the body is drained", () -> Fixture.states(transport).contains(ConnectionState.IDLE));
        assertThat(response.trailers()).isNull();
    }

    /** Row 226: TestBodyReadBadTrailer. */
    @ParameterizedTest
    @ValueSource(strings = {"foobar\r\n\r\n", "A: b\n\r\n", "A: b\r\n folded: c\r\n\r\n", ": b\r\n\r\n"})
    void badTrailerFailsTheReadAndEveryLaterOne(String trailer) throws Exception {
        RawServer server = fixture.server(RawServer.always(HEAD + "3\r\nabc\r\n0\r\n" + trailer));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(3)).asString().isEqualTo("abc");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOfSatisfying(
                            MalformedTrailerException.class,
                            e -> assertThat(e.route()).isEqualTo(server.route()));
        }
        assertThat(response.trailers()).isNull();
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
        assertThat(transport.snapshot().idle()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "X, Trailer"})
    void trailerThatSpeaksOfTheFramingIsRefused(String announced) throws Exception {
        RawServer server = fixture.server(RawServer.always(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: " + announced + "\r\n\r\n0\r\n\r\n"));
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> Fixture.get(transport, server))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("bad trailer key");
        assertThat(Fixture.ended(transport, 1).state()).isEqualTo(ConnectionState.CLOSED);
    }
}
