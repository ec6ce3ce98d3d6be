package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CONNECT as the method of a request: the request body goes out as it comes, the response body comes as it goes. */
class TunnelTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 109: TestTransportCONNECTBidi. */
    @Test
    void bothDirectionsWorkAtOnce() throws Exception {
        RawServer server = fixture.server(peer -> {
            if (peer.readRequest() != null) {
                peer.write("HTTP/1.1 200 OK\r\n\r\n");
                echo(peer);
            }
        });
        Transport transport = fixture.transport();
        PipedOutputStream out = new PipedOutputStream();
        Response response = transport.roundTrip(Request.builder(server.uri())
                .method("CONNECT", RequestBody.of(new PipedInputStream(out)))
                .build());

        for (String each : new String[] {"foo", "bar", "baz"}) {
            out.write(Inputs.bytes(each + "\n"));
            out.flush();
            assertThat(response.body().readNBytes(4)).asString().isEqualTo(each.toUpperCase(Locale.ROOT) + "\n");
        }
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.BODY);
        response.close();
        out.close();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    /** A tunnel has no length, whatever is said of one (RFC 9112, 6.3). */
    @Test
    void lengthInTheAnswerMeansNothing() throws Exception {
        RawServer server = fixture.server(peer -> {
            if (peer.readRequest() != null) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nto the end");
            }
        });
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(
                Request.builder(server.uri()).method("CONNECT").build());

        assertThat(response.contentLength()).isEqualTo(-1);
        InputStream body = response.body();
        assertThat(Fixture.text(body)).isEqualTo("to the end");
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    private static void echo(Peer peer) throws IOException {
        for (String line = peer.readLine(); line != null; line = peer.readLine()) {
            peer.write(line.toUpperCase(Locale.ROOT) + "\n");
        }
    }
}
