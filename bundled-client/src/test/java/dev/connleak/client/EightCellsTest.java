package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a connection by keep-alive, end of file and close, for bodies that fit a buffer and that do not. */
class EightCellsTest {

    private static final int SMALL = 13;
    private static final int LARGE = 4 << 20;

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private @Nullable RawServer server;

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void neitherReadNorClosedIsLeakedWithKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport();

        Response first = open(transport, size, framing);
        Response second = transport.roundTrip(Request.get(lastServer().uri()));

        assertThat(second.connectionId()).isNotEqualTo(first.connectionId());
        assertParked(transport, 2);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void readIsReusedWithKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport();

        Response response = open(transport, size, framing);
        assertThat(response.body().readAllBytes()).hasSize(size);

        assertReused(transport, response);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void closedIsDestroyedWithKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport();

        Response response = open(transport, size, framing);
        response.close();

        assertEnded(transport, response, ReuseCondition.BODY_AT_END);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void readAndClosedIsReusedWithKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport();

        Response response = open(transport, size, framing);
        response.body().readAllBytes();
        response.close();

        assertReused(transport, response);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void neitherReadNorClosedIsLeakedWithoutKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        open(transport, size, framing);

        assertParked(transport, 1);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void readIsClosedWithoutKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        Response response = open(transport, size, framing);
        assertThat(response.body().readAllBytes()).hasSize(size);

        assertThat(Fixture.ended(transport, response.connectionId()).uses()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void closedIsClosedWithoutKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        Response response = open(transport, size, framing);
        response.close();

        assertEnded(transport, response, ReuseCondition.BODY_AT_END);
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({SMALL + ",fixed", SMALL + ",chunked", LARGE + ",fixed", LARGE + ",chunked"})
    void readAndClosedIsClosedWithoutKeepAlive(int size, String framing) throws Exception {
        Transport transport = fixture.transport(TransportBuilder::disableKeepAlives);

        Response response = open(transport, size, framing);
        response.body().readAllBytes();
        response.close();

        assertThat(Fixture.ended(transport, response.connectionId()).uses()).isEqualTo(1);
    }

    private Response open(Transport transport, int size, String framing) throws IOException {
        server = fixture.server(RawServer.always(answer(size, framing)));
        return transport.roundTrip(Request.get(server.uri()));
    }

    private RawServer lastServer() {
        if (server == null) {
            throw new IllegalStateException("no server yet");
        }
        return server;
    }

    private static byte[] answer(int size, String framing) {
        boolean chunked = framing.equals("chunked");
        String head = chunked
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n";
        String tail = chunked ? "\r\n0\r\n\r\n" : "";
        byte[] answer = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), head.length() + size + tail.length());
        System.arraycopy(tail.getBytes(StandardCharsets.ISO_8859_1), 0, answer, head.length() + size, tail.length());
        return answer;
    }

    private static void assertParked(Transport transport, int connections) throws Exception {
        Eventually.await(
                "all loops are parked",
                () -> transport.snapshot().connections().stream()
                        .allMatch(each -> each.reader() != null
                                && each.reader().waitsFor() == LoopWait.BODY_END
                                && each.writer() != null
                                && each.writer().waitsFor() == LoopWait.REQUEST));
        assertThat(Fixture.states(transport)).hasSize(connections).containsOnly(ConnectionState.BODY);
        assertThat(transport.snapshot().idle()).isEmpty();
        assertThat(transport.snapshot().ended()).isZero();
    }

    private void assertReused(Transport transport, Response response) throws IOException {
        assertThat(transport.snapshot().idle()).containsEntry(lastServer().key(), 1);
        assertThat(Fixture.get(transport, lastServer())).isEqualTo(response.connectionId());
        assertThat(lastServer().accepted()).isEqualTo(1);
    }

    private static void assertEnded(Transport transport, Response response, ReuseCondition failed) throws Exception {
        ConnectionSnapshot ended = Fixture.ended(transport, response.connectionId());
        assertThat(ended.failedCondition()).isEqualTo(failed);
        assertThat(ended.closeReason()).isEqualTo(CloseReason.NOT_REUSABLE);
        assertThat(transport.snapshot().connections()).isEmpty();
    }
}
