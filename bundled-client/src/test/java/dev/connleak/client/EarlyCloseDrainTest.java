package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go 1.27 does with a body that is closed before its end, where the transport is told to. */
class EarlyCloseDrainTest {

    private static final int LIMIT = 256 * 1024;

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 233: TestReadResponseCloseInMiddle. */
    @ParameterizedTest(name = "chunked {0}, gzip {1}")
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void closeInTheMiddleReadsExactlyToTheNextResponse(boolean chunked, boolean gzip) throws Exception {
        byte[] plain = GzipTest.noise(100_000);
        byte[] first = GzipTest.answer(gzip ? GzipTest.gzip(plain) : plain, chunked, gzip ? "gzip" : "identity");
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write(first);
            peer.readRequest();
            peer.write(Fixture.HELLO);
            peer.ended();
        });
        Transport transport = drains(Duration.ofMinutes(1));
        Response response = transport.roundTrip(Request.get(server.uri()));
        assertThat(response.body().readNBytes(2500)).hasSize(2500);

        response.close();

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(ResponseBodyClosedException.class);
        awaitIdle(transport);
        Response next = transport.roundTrip(Request.get(server.uri()));
        assertThat(next.connectionId()).isEqualTo(response.connectionId());
        assertThat(Fixture.text(next.body())).isEqualTo("hello, world!");
    }

    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {false, true})
    void bodyUpToTheLimitIsDrained(boolean chunked) throws Exception {
        RawServer server =
                fixture.server(RawServer.always(GzipTest.answer(GzipTest.noise(LIMIT), chunked, "identity")));
        Transport transport = drains(Duration.ofMinutes(1));

        transport.roundTrip(Request.get(server.uri())).close();

        awaitIdle(transport);
    }

    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {false, true})
    void bodyAboveTheLimitCostsItsConnection(boolean chunked) throws Exception {
        RawServer server =
                fixture.server(RawServer.always(GzipTest.answer(GzipTest.noise(LIMIT + 1), chunked, "identity")));
        Transport transport = drains(Duration.ofMinutes(1));

        Response response = transport.roundTrip(Request.get(server.uri()));
        response.close();

        assertLost(transport, response);
    }

    @Test
    void bodyThatDoesNotComeInTimeCostsItsConnection() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            peer.ended();
        });
        Transport transport = drains(Duration.ofMillis(50));

        Response response = transport.roundTrip(Request.get(server.uri()));
        response.close();

        assertLost(transport, response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close\r\nContent-Length: 5\r\n\r\nhello", "\r\nhello"})
    void bodyWhoseConnectionEndsAnywayIsNotDrained(String rest) throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\n" + rest);
            peer.ended();
        });
        Transport transport = drains(Duration.ofMinutes(1));

        Response response = transport.roundTrip(Request.get(server.uri()));
        response.close();

        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.KEEP_ALIVE_WANTED);
    }

    @Test
    void closeAfterAFailedReadDoesNotDrain() throws Exception {
        RawServer server = fixture.server(RawServer.always(GzipTest.answer(GzipTest.noise(20_000), false, "gzip")));
        Transport transport = drains(Duration.ofMinutes(1));
        Response response = transport.roundTrip(Request.get(server.uri()));
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(MalformedGzipException.class);

        response.close();

        assertLost(transport, response);
    }

    private Transport drains(Duration time) {
        return fixture.transport(builder -> builder.earlyCloseDrain().drainTime = time);
    }

    private static void awaitIdle(Transport transport) throws Exception {
        Eventually.await(
                "the connection is saved", () -> transport.snapshot().idle().size() == 1);
        assertThat(transport.snapshot().opened()).isEqualTo(1);
    }

    private static void assertLost(Transport transport, Response response) throws Exception {
        ConnectionSnapshot ended = Fixture.ended(transport, response.connectionId());
        assertThat(ended.failedCondition()).isEqualTo(ReuseCondition.BODY_AT_END);
        assertThat(ended.closeReason()).isEqualTo(CloseReason.NOT_REUSABLE);
    }
}
