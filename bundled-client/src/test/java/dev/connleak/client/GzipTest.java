package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip that the transport asks for by itself, and decodes. */
class GzipTest {

    private static final String HELLO = "hello, world!";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Rows 18, 198: TestRoundTripGzip, TestH12_AutoGzip. */
    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {false, true})
    void gzipThatOnlyTheTransportAskedForIsDecoded(boolean chunked) throws Exception {
        RawServer server = fixture.server(RawServer.always(answer(gzip(HELLO), chunked, "gzip")));
        Request request = Request.get(server.uri());

        Response response = fixture.transport().roundTrip(request);

        assertThat(server.nextRequest()).containsOnlyOnce("\r\nAccept-Encoding: gzip\r\n");
        assertThat(response.uncompressed()).isTrue();
        assertThat(response.contentLength()).isEqualTo(-1);
        assertThat(response.headers().toString())
                .doesNotContain("Content-Encoding", "Content-Length", "Transfer-Encoding");
        assertThat(Fixture.text(response.body())).isEqualTo(HELLO);
        assertThat(request.headers().size()).isZero();
    }

    /** Row 18: TestRoundTripGzip. */
    @ParameterizedTest
    @CsvSource({"gzip, gzip", "foo, gzip", "gzip, foo", "identity, gzip"})
    void encodingThatTheApplicationAskedForIsItsOwn(String asked, String given) throws Exception {
        byte[] encoded = gzip(HELLO);
        RawServer server = fixture.server(RawServer.always(answer(encoded, false, given)));

        Response response = fixture.transport()
                .roundTrip(Request.builder(server.uri())
                        .header("accept-encoding", asked)
                        .build());

        assertThat(server.nextRequest())
                .doesNotContain("Accept-Encoding: ")
                .contains("\r\naccept-encoding: " + asked + "\r\n");
        assertThat(response.uncompressed()).isFalse();
        assertThat(response.headers().first("Content-Encoding")).isEqualTo(given);
        assertThat(response.body().readAllBytes()).isEqualTo(encoded);
    }

    /** Row 19: TestTransportGzip. */
    @Test
    void largeBodyThatIsClosedEarlyCannotBeReadOn() throws Exception {
        byte[] plain = noise(1 << 20);
        RawServer server = fixture.server(RawServer.always(answer(gzip(plain), true, "gzip")));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.body().readNBytes(1000)).isEqualTo(Arrays.copyOf(plain, 1000));
        response.close();

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(ResponseBodyClosedException.class);
        assertThat(Fixture.ended(transport, response.connectionId()).failedCondition())
                .isEqualTo(ReuseCondition.BODY_AT_END);
    }

    /** Row 19: TestTransportGzip. */
    @Test
    void readsAfterTheEndAndAfterCloseFindNothing() throws Exception {
        RawServer server = fixture.server(RawServer.always(answer(gzip(HELLO), false, "gzip")));
        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo(HELLO);
        assertThat(response.body().read()).isEqualTo(-1);
        response.close();

        assertThatThrownBy(() -> response.body().read()).isInstanceOf(ResponseBodyClosedException.class);
    }

    /** Rows 19, 80, 199: TestTransportGzip, TestTransportRangeAndGzip, TestH12_AutoGzip_Disabled. */
    @ParameterizedTest
    @CsvSource({"HEAD, X, false", "GET, Range, false", "GET, X, true"})
    void gzipIsNotAskedForWhereItWouldBeWrong(String method, String field, boolean disabled) throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport(builder -> {
            if (disabled) {
                builder.disableCompression();
            }
        });

        transport
                .roundTrip(Request.builder(server.uri())
                        .method(method)
                        .header(field, "bytes=7-11")
                        .build())
                .close();

        assertThat(server.nextRequest()).doesNotContain("Accept-Encoding");
    }

    /** Row 31: TestTransportGzipRecursive. */
    @Test
    void gzipInsideGzipIsDecodedOnce() throws Exception {
        byte[] inner = gzip(HELLO);
        RawServer server = fixture.server(RawServer.always(answer(gzip(inner), false, "gzip")));

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.headers().contains("Content-Encoding")).isFalse();
        assertThat(response.body().readAllBytes()).isEqualTo(inner);
    }

    /** Row 32: TestTransportGzipShort. */
    @Test
    void truncatedStreamFailsThoughItsConnectionIsSound() throws Exception {
        byte[] encoded = gzip(HELLO);
        RawServer server =
                fixture.server(RawServer.always(answer(Arrays.copyOf(encoded, encoded.length - 3), false, "gzip")));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThatThrownBy(() -> response.body().readAllBytes())
                .isInstanceOfSatisfying(
                        TruncatedBodyException.class, e -> assertThat(e.route()).isEqualTo(server.route()));
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(TruncatedBodyException.class);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void garbageFailsThoughItsConnectionIsSound() throws Exception {
        RawServer server = fixture.server(RawServer.always(answer(noise(20), false, "gzip")));
        Transport transport = fixture.transport();
        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThatThrownBy(() -> response.body().read())
                .isInstanceOfSatisfying(
                        MalformedGzipException.class,
                        e -> assertThat(e.reason()).isEqualTo("gzip: invalid header"));
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    @Test
    void cancelFailsTheReadOfADecodedBody() throws Exception {
        byte[] encoded = gzip(noise(100_000));
        RawServer server = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + encoded.length + "\r\n\r\n");
            peer.write(Arrays.copyOf(encoded, 50_000));
            peer.ended();
        });
        Transport transport = fixture.transport();
        Cancellation cancellation = new Cancellation();
        Response response = transport.roundTrip(
                Request.builder(server.uri()).cancellation(cancellation).build());
        assertThat(response.body().readNBytes(100)).hasSize(100);

        cancellation.cancel();

        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(RequestCanceledException.class);
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(RequestCanceledException.class);
    }

    /** Row 82: TestTransportContentEncodingCaseInsensitive. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP"})
    void nameOfTheEncodingHasNoCase(String name) throws Exception {
        RawServer server = fixture.server(RawServer.always(answer(gzip(HELLO), false, name)));

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.headers().contains("Content-Encoding")).isFalse();
        assertThat(Fixture.text(response.body())).isEqualTo(HELLO);
    }

    /** Rows 88, 89: TestTransportReuseConnection_Gzip_Chunked, TestTransportReuseConnection_Gzip_ContentLength. */
    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {true, false})
    void exactlyTheDecodedBytesGiveTheConnectionBack(boolean chunked) throws Exception {
        byte[] plain = noise(100_000);
        RawServer server = fixture.server(RawServer.always(answer(gzip(plain), chunked, "gzip")));
        Transport transport = fixture.transport();

        for (int i = 0; i < 10; i++) {
            InputStream body = transport.roundTrip(Request.get(server.uri())).body();
            assertThat(body.readNBytes(plain.length)).isEqualTo(plain);
            assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    /** Row 200: TestH12_AutoGzipWithDumpResponse. */
    @Test
    void decodedResponseDoesNotPretendToClose() throws Exception {
        RawServer server = fixture.server(RawServer.always(answer(gzip(HELLO), true, "gzip")));

        Response response = fixture.transport().roundTrip(Request.get(server.uri()));

        assertThat(response.connectionClose()).isFalse();
        assertThat(response.framing()).isEqualTo(Framing.CHUNKED);
        response.body().readAllBytes();
    }

    /** Row 201: Test304Responses. */
    @Test
    void notModifiedHasNeitherEncodingNorBody() throws Exception {
        RawServer server =
                fixture.server(RawServer.always("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n"));
        Transport transport = fixture.transport();

        Response response = transport.roundTrip(Request.get(server.uri()));

        assertThat(response.uncompressed()).isFalse();
        assertThat(response.framing()).isEqualTo(Framing.NONE);
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    static byte[] gzip(String plain) throws IOException {
        return gzip(Inputs.bytes(plain));
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(encoded)) {
            gzip.write(plain);
        }
        return encoded.toByteArray();
    }

    /** Bytes that gzip cannot make much shorter. */
    static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(42).nextBytes(noise);
        return noise;
    }

    static byte[] answer(byte[] body, boolean chunked, String encoding) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(Inputs.bytes("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\n"
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length) + "\r\n\r\n"));
        answer.write(Inputs.bytes(chunked ? Integer.toHexString(body.length) + "\r\n" : ""));
        answer.write(body);
        answer.write(Inputs.bytes(chunked ? "\r\n0\r\n\r\n" : ""));
        return answer.toByteArray();
    }
}
