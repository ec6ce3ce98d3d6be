package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault has its name, says where and what, and costs the connection for good. */
class BadResponseTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of("garbage\r\n\r\n", MalformedResponseException.class, "malformed HTTP response"),
                Arguments.of("HTTP/1.1 20 OK\r\n\r\n", MalformedResponseException.class, "malformed HTTP status code"),
                Arguments.of(
                        OK + "A: b\r\nno colon\r\n\r\n", MalformedResponseException.class, "malformed header line"),
                Arguments.of(OK + "A: b\rC: d\r\n\r\n", MalformedResponseException.class, "malformed header line"),
                Arguments.of("HTTP/1.1 200 OK\n\r\n", BareLineFeedException.class, "bare LF"),
                Arguments.of(OK + "A: b\nContent-Length: 0\r\n\r\n", BareLineFeedException.class, "bare LF"),
                Arguments.of(OK + "A: b\r\n\n", BareLineFeedException.class, "bare LF"),
                Arguments.of(OK + "A: b\r\n c\r\n\r\n", FoldedHeaderException.class, "folded header line"),
                Arguments.of(
                        OK + "Transfer-Encoding:\r\n chunked\r\n\r\n",
                        FoldedHeaderException.class,
                        "folded header line"),
                Arguments.of(OK + "Content-Length: +5\r\n\r\n", BadContentLengthException.class, "bad Content-Length"),
                Arguments.of(
                        OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
                        BadContentLengthException.class,
                        "multiple Content-Length"),
                Arguments.of(
                        OK + "Content-Length: 5, 5\r\n\r\n", BadContentLengthException.class, "bad Content-Length"),
                Arguments.of(
                        OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        BadTransferEncodingException.class,
                        "both Content-Length and Transfer-Encoding"),
                Arguments.of(
                        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n",
                        BadTransferEncodingException.class,
                        "unsupported transfer encoding"),
                Arguments.of(
                        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                        BadTransferEncodingException.class,
                        "too many transfer encodings"),
                Arguments.of(
                        OK + "A: " + "b".repeat(5000) + "\r\n\r\n",
                        ResponseHeadersTooLargeException.class,
                        "exceeded 5000 bytes; aborted"));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(CHUNKED + "5\nhello\r\n0\r\n\r\n", MalformedChunkException.class, "bare LF"),
                Arguments.of(CHUNKED + "+5\r\nhello\r\n0\r\n\r\n", MalformedChunkException.class, "invalid byte"),
                Arguments.of(CHUNKED + "5\r\nhelloX\r\n0\r\n\r\n", MalformedChunkException.class, "malformed chunked"),
                Arguments.of(
                        CHUNKED + ("1;" + "x".repeat(2000) + "\r\ny\r\n").repeat(20) + "0\r\n\r\n",
                        MalformedChunkException.class,
                        "too much non-data"),
                Arguments.of(
                        CHUNKED + "1;" + "x".repeat(4096) + "\r\ny\r\n0\r\n\r\n",
                        MalformedChunkException.class,
                        "header line too long"),
                Arguments.of(CHUNKED + "0\r\nno colon\r\n\r\n", MalformedTrailerException.class, "malformed header"),
                Arguments.of(
                        CHUNKED + "0\r\n" + "A: b\r\n".repeat(1000) + "\r\n",
                        MalformedTrailerException.class,
                        "suspiciously long trailer"));
    }

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("heads")
    void badHeadFailsTheRequest(String answer, Class<? extends BadResponseException> type, String reason)
            throws Exception {
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport(builder -> builder.maxResponseHeaderBytes(5000));

        assertThatThrownBy(() -> transport.roundTrip(Request.get(server.uri())))
                .isExactlyInstanceOf(type)
                .isInstanceOfSatisfying(BadResponseException.class, e -> {
                    assertThat(e.route()).isEqualTo(server.route());
                    assertThat(e.reason()).contains(reason);
                });
        assertNeverPooled(transport);
    }

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("bodies")
    void badBodyFailsItsRead(String answer, Class<? extends BadResponseException> type, String reason)
            throws Exception {
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThatThrownBy(() -> response.body().readAllBytes())
                .isExactlyInstanceOf(type)
                .isInstanceOfSatisfying(BadResponseException.class, e -> {
                    assertThat(e.route()).isEqualTo(server.route());
                    assertThat(e.reason()).contains(reason);
                });
        assertNeverPooled(transport);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                OK + "A: b\r\n c\r\nContent-Length: 2\r\n\r\nok",
                OK + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n2\r\nok\r\n0\r\n\r\n"
            })
    void ambiguousHeadIsTakenWhereThatIsAskedFor(String answer) throws Exception {
        RawServer server = fixture.server(RawServer.always(answer));
        Transport transport = fixture.transport(TransportBuilder::lenientResponses);

        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("ok");
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 90: TestTransportResponseHeaderLength. */
    @Test
    void headAboveTheLimitIsNamedWithTheLimit() throws Exception {
        RawServer server = fixture.server(peer -> {
            String request = peer.readRequest();
            boolean large = request != null && request.contains("/long");
            peer.write(OK + (large ? "Foo: " + "a".repeat(1 << 20) + "\r\n" : "") + "Content-Length: 0\r\n\r\n");
            peer.ended();
        });
        Transport transport = fixture.transport(builder -> builder.maxResponseHeaderBytes(512 << 10));

        transport.roundTrip(Request.get(server.uri("/")));
        transport.closeIdleConnections();

        assertThatThrownBy(() -> transport.roundTrip(Request.get(server.uri("/long"))))
                .isInstanceOfSatisfying(
                        ResponseHeadersTooLargeException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo("server response headers exceeded 524288 bytes; aborted"));
        assertNeverPooled(transport);
    }

    @Test
    void bodyMayBeLargerThanTheLimitOfTheHead() throws Exception {
        RawServer server = fixture.server(RawServer.always(OK + "Content-Length: 5000\r\n\r\n" + "x".repeat(5000)));
        Transport transport = fixture.transport(builder -> builder.maxResponseHeaderBytes(100));

        assertThat(transport.roundTrip(Request.get(server.uri())).body().readAllBytes())
                .hasSize(5000);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    private static void assertNeverPooled(Transport transport) throws Exception {
        Eventually.await(
                "all connections have ended",
                () -> transport.snapshot().connections().isEmpty());
        TransportSnapshot left = transport.snapshot();
        assertThat(left.idle()).isEmpty();
        List<ConnectionSnapshot> ended = left.lastEnded();
        assertThat(ended.get(ended.size() - 1)).satisfies(last -> {
            assertThat(last.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(last.closeReason()).isEqualTo(CloseReason.NOT_REUSABLE);
            assertThat(last.uses()).isEqualTo(1);
        });
    }
}
