package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection when the server says 101. */
class SwitchedConnectionTest {

    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final CompletableFuture<Boolean> clientEnded = new CompletableFuture<>();

    /** Row 108: TestTransportResponseBodyWritableOnProtocolSwitch. */
    @Test
    void streamsYieldWhatWasReadAheadAndThenWorkBothWays() throws Exception {
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(upgrade(echo()).build());
        InputStream in = response.body();
        OutputStream out = Objects.requireNonNull(response.output());

        assertThat(in.readNBytes(10)).asString().isEqualTo("Some buffe");
        assertThat(in.readNBytes(9)).asString().isEqualTo("red data\n");
        out.write(Inputs.bytes("echo\n"));
        assertThat(in.readNBytes(5)).asString().isEqualTo("ECHO\n");
        assertThat(clientEnded).isNotDone();
        response.close();

        assertThat(clientEnded.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void loopsEndAndTheConnectionIsNobodysButTheApplications() throws Exception {
        Transport transport = fixture.transport(builder -> builder.maxConnectionsPerHost(1));
        RawServer server = echo();
        Cancellation cancellation = new Cancellation();
        Response response =
                transport.roundTrip(upgrade(server).cancellation(cancellation).build());

        ConnectionSnapshot left = Fixture.ended(transport, response.connectionId());
        assertThat(left.state()).isEqualTo(ConnectionState.HANDED_OVER);
        assertThat(left.closeReason()).isEqualTo(CloseReason.HANDED_OVER);
        // Its slot is free: at a limit of one, another connection can be made.
        Response second = transport.roundTrip(upgrade(server).build());
        cancellation.cancel();
        transport.close();

        Objects.requireNonNull(response.output()).write(Inputs.bytes("still\n"));
        assertThat(response.body().readNBytes(25)).asString().endsWith("STILL\n");
        response.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upgrade: foo\r\n", "Connection: Upgrade\r\n", "Connection: Upgrade\r\nUpgrade:\r\n"})
    void switchWithoutItsHeadersIsAnEmptyBodyAndCostsTheConnection(String headers) throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\nno HTTP");
            clientEnded.complete(peer.ended());
        });
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.output()).isNull();
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(clientEnded.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    @Test
    void outputStaysWithAResponseWhoseBodyIsWrapped() throws Exception {
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(upgrade(echo()).build());

        Response wrapped = response.withBody(response.body());

        assertThat(wrapped.output()).isNotNull();
        wrapped.close();
        assertThat(clientEnded.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static RequestBuilder upgrade(RawServer server) {
        return Request.builder(server.uri()).header("Connection", "upgrade").header("Upgrade", "foo");
    }

    /** A server that switches, and then answers each line in capitals. */
    private RawServer echo() throws Exception {
        return fixture.server(peer -> {
            peer.readRequest();
            peer.write(SWITCH + "Some buffered data\n");
            for (String line = peer.readLine(); line != null; line = peer.readLine()) {
                peer.write(line.toUpperCase(Locale.ROOT) + "\n");
            }
            clientEnded.complete(true);
        });
    }
}
