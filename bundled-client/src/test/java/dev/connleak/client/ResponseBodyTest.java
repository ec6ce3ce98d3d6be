package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResponseBodyTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void lastByteOfAFixedLengthIsTheEnd() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        InputStream body = transport.roundTrip(Request.get(server.uri())).body();

        assertThat(body.readNBytes(12)).hasSize(12);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);
        assertThat(body.read()).isEqualTo('!');

        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        assertThat(body.read()).isEqualTo(-1);
    }

    /** Row 227: TestFinalChunkedBodyReadEOF. */
    @Test
    void lastChunkThatIsBufferedEndsWithTheData() throws Exception {
        RawServer server = fixture.server(RawServer.always(CHUNKED + "5\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n"));
        Transport transport = fixture.transport();
        InputStream body = transport.roundTrip(Request.get(server.uri())).body();

        assertThat(body.read(new byte[5])).isEqualTo(5);

        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void dataIsNotHeldBackForTheNextChunk() throws Exception {
        CompletableFuture<Void> read = new CompletableFuture<>();
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(CHUNKED + "5\r\nhello\r\n");
            read.join();
            peer.write("0\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        InputStream body = transport.roundTrip(Request.get(server.uri())).body();

        assertThat(body.read(new byte[64])).isEqualTo(5);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);
        read.complete(null);

        assertThat(body.read()).isEqualTo(-1);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void bodyUntilCloseEndsWithItsConnection() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\nto the end");
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.framing()).isEqualTo(Framing.UNTIL_CLOSE);
        assertThat(response.connectionClose()).isTrue();
        assertThat(Fixture.text(response.body())).isEqualTo("to the end");

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    @Test
    void emptyBodyIsPooledBeforeTheResponseIsSeen() throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 204 No Content\r\n\r\n"));
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        assertThat(response.framing()).isEqualTo(Framing.NONE);
        response.close();
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void headKeepsTheLengthAndHasNoBody() throws Exception {
        RawServer server = fixture.server(RawServer.always("HTTP/1.1 200 OK\r\nContent-Length: 123\r\n\r\n"));
        Transport transport = fixture.transport();
        Request head = Request.builder(server.uri()).method("HEAD").build();

        Response response = transport.roundTrip(head);

        assertThat(response.contentLength()).isEqualTo(123);
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(transport.roundTrip(head).connectionId()).isEqualTo(response.connectionId());
    }

    @Test
    void closeBeforeTheEndDoesNotDrain() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nsome");
            peer.ended();
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        response.close();
        response.close();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
    }

    /** Row 211: TestResponseBodyReadAfterClose. */
    @Test
    void readAfterCloseFails() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response early = transport.roundTrip(Request.get(server.uri()));
        Response late = transport.roundTrip(Request.get(server.uri()));
        late.body().readAllBytes();

        early.close();
        late.close();

        assertThatThrownBy(() -> early.body().read()).isInstanceOf(ResponseBodyClosedException.class);
        assertThatThrownBy(() -> late.body().read()).isInstanceOf(ResponseBodyClosedException.class);
        assertThat(transport.snapshot().idle()).containsEntry(server.key(), 1);
    }

    @Test
    void closeEndsAReadThatIsBlocked() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));
        CompletableFuture<IOException> blocked = CompletableFuture.supplyAsync(() -> failure(response.body()));

        response.close();

        assertThat(blocked.get(5, TimeUnit.SECONDS)).isInstanceOf(ResponseBodyClosedException.class);
    }

    /** Row 234: TestResponseContentLengthShortBody. */
    @Test
    void truncatedBodyFailsAfterItsBytes() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(5)).hasSize(5);
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(TruncatedBodyException.class);
        response.close();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
    }

    @Test
    void trailerThatIsCutOffCostsTheConnection() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(CHUNKED + "5\r\nhello\r\n0\r\n");
        });
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(5)).hasSize(5);
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(MalformedTrailerException.class);
        assertThat(Fixture.ended(transport, response.connectionId()).closeReason())
                .isEqualTo(CloseReason.NOT_REUSABLE);
    }

    @Test
    void leakedBodyCanBeReadAfterTheServerHasGone() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        server.peer(0).close();
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        Fixture.ended(transport, response.connectionId());
    }

    @Test
    void secondReaderThatComesAfterTheEndIsTold() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));
        response.body().readNBytes(13);
        Response next = transport.roundTrip(Request.get(server.uri()));

        assertThat(next.connectionId()).isEqualTo(response.connectionId());
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(Fixture.text(next.body())).isEqualTo("hello, world!");
    }

    private static IOException failure(InputStream body) {
        try {
            throw new AssertionError("read " + body.read());
        } catch (IOException e) {
            return e;
        }
    }
}
