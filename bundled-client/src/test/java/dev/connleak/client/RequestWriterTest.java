package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestWriterTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @Test
    void getHasNoLengthAndKeepsItsHeadersInOrder() throws Exception {
        RawServer server = fixture.hello();
        Request request = Request.builder(server.uri("/a%20b?c=d#e"))
                .header("B", "1")
                .header("A", " 2 ")
                .header("Content-Length", "99")
                .header("Transfer-Encoding", "chunked")
                .build();

        fixture.transport().roundTrip(request);

        assertThat(server.nextRequest())
                .isEqualTo("GET /a%20b?c=d HTTP/1.1\r\nHost: "
                        + server.uri().getAuthority()
                        + "\r\nUser-Agent: connleak-client\r\nB: 1\r\nA: 2\r\nAccept-Encoding: gzip\r\n\r\n");
    }

    @Test
    void bodyInMemoryHasALengthAndCanBeSentAgain() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Request request = Request.builder(server.uri())
                .method("POST", RequestBody.of("hello".getBytes(StandardCharsets.US_ASCII)))
                .build();

        for (int i = 0; i < 2; i++) {
            transport.roundTrip(request).body().readAllBytes();
            assertThat(server.nextRequest())
                    .contains("\r\nContent-Length: 5\r\n")
                    .endsWith("\r\n\r\nhello");
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void postWithoutBodySaysSo() throws Exception {
        RawServer server = fixture.hello();

        fixture.transport()
                .roundTrip(Request.builder(server.uri()).method("POST").build());

        assertThat(server.nextRequest()).contains("\r\nContent-Length: 0\r\n");
    }

    @Test
    void streamOfUnknownLengthIsSentInChunks() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Closings body = new Closings("hello, world!");

        transport
                .roundTrip(Request.builder(server.uri())
                        .method("PUT", RequestBody.of(body))
                        .build())
                .body()
                .readAllBytes();

        assertThat(server.nextRequest()).endsWith("\r\n\r\nd\r\nhello, world!\r\n0\r\n\r\n");
        assertThat(body.closings).hasValue(1);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void bodyShorterThanItsLengthCostsTheConnection() throws Exception {
        assertWrongLength("hell", 5);
    }

    @Test
    void bodyLongerThanItsLengthCostsTheConnection() throws Exception {
        assertWrongLength("hello!", 5);
    }

    @Test
    void failureOfTheBodyIsToldAsItself() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport();
        IOException failure = new IOException("disk is gone");
        Closings body = new Closings("x") {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
            }
        };

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(server.uri())
                        .method("POST", RequestBody.of(body))
                        .build()))
                .isSameAs(failure);
        assertThat(body.closings).hasValue(1);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.WRITE_ERROR);
    }

    @Test
    void bodyIsClosedWhenThereIsNoConnection() throws Exception {
        RawServer server = fixture.hello();
        server.close();
        Closings body = new Closings("x");

        assertThatThrownBy(() -> fixture.transport()
                        .roundTrip(Request.builder(server.uri())
                                .method("POST", RequestBody.of(body))
                                .build()))
                .isInstanceOf(IOException.class);
        assertThat(body.closings).hasValue(1);
    }

    @Test
    void answerBeforeTheEndOfTheRequestCostsTheConnection() throws Exception {
        RawServer server = fixture.server(peer -> {
            boolean gone = peer.ended();
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            while (!gone) {
                gone = peer.ended();
            }
        });
        Transport transport = fixture.transport(builder -> builder.writeWait = Duration.ofMillis(30));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };

        Response response = transport.roundTrip(Request.builder(server.uri())
                .method("POST", RequestBody.of(endless))
                .build());

        assertThat(response.status()).isEqualTo(413);
        assertThat(Fixture.ended(transport, 1).failedCondition()).isEqualTo(ReuseCondition.REQUEST_WRITTEN);
    }

    private void assertWrongLength(String text, long announced) throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport();
        Closings body = new Closings(text);

        assertThatThrownBy(() -> transport.roundTrip(Request.builder(server.uri())
                        .method("POST", RequestBody.of(body, announced))
                        .build()))
                .isInstanceOf(RequestBodyLengthException.class);
        assertThat(body.closings).hasValue(1);
        assertThat(Fixture.ended(transport, 1).closeReason()).isEqualTo(CloseReason.WRITE_ERROR);
    }
}
