package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes a request is, and in how many writes they leave. */
class RequestWritesTest {

    private static final URI HOST = URI.create("http://example.com/a?b=c#d");
    private static final String OURS = "Host: example.com\r\nUser-Agent: connleak-client\r\n";
    private static final String HELLO = "hello";

    /** Rows 236, 237: TestRequestWrite, TestRequestWriteTransport. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("framings")
    void bodyIsFramedByItsLengthAndItsMethod(String method, String kind, String fields, String rest) throws Exception {
        String sent = String.join(
                "", writes(Request.builder(HOST).method(method, body(kind)).build()));

        assertThat(sent).isEqualTo(method + " /a?b=c HTTP/1.1\r\n" + OURS + fields + "\r\n" + rest);
    }

    static Stream<Arguments> framings() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        String five = "Content-Length: 5\r\n";
        String hello = "5\r\nhello\r\n0\r\n\r\n";
        String probed = "1\r\nh\r\n4\r\nello\r\n0\r\n\r\n";
        return Stream.of(
                Arguments.of("GET", "none", "", ""),
                Arguments.of("DELETE", "none", "", ""),
                Arguments.of("CUSTOM", "none", "", ""),
                Arguments.of("POST", "none", "Content-Length: 0\r\n", ""),
                Arguments.of("PUT", "none", "Content-Length: 0\r\n", ""),
                Arguments.of("PATCH", "none", "Content-Length: 0\r\n", ""),
                Arguments.of("POST", "bytes", five, HELLO),
                Arguments.of("GET", "bytes", five, HELLO),
                Arguments.of("POST", "known", five, HELLO),
                Arguments.of("POST", "unknown", chunked, hello),
                Arguments.of("PUT", "unknown", chunked, hello),
                Arguments.of("CUSTOM", "unknown", chunked, hello),
                Arguments.of("POST", "empty", chunked, "0\r\n\r\n"),
                Arguments.of("GET", "unknown", chunked, probed),
                Arguments.of("HEAD", "unknown", chunked, probed),
                Arguments.of("DELETE", "unknown", chunked, probed),
                Arguments.of("OPTIONS", "unknown", chunked, probed),
                Arguments.of("PROPFIND", "unknown", chunked, probed),
                Arguments.of("SEARCH", "unknown", chunked, probed),
                Arguments.of("GET", "empty", "", ""),
                Arguments.of("DELETE", "empty", "", ""));
    }

    /** Rows 213, 236: TestConnectRequest, TestRequestWrite. */
    @Test
    void tunnelIsNotFramed() throws Exception {
        assertThat(writes(
                        Request.builder(HOST).method("CONNECT", body("unknown")).build()))
                .containsExactly("CONNECT example.com:80 HTTP/1.1\r\n" + OURS + "\r\n", HELLO);
    }

    /** Rows 149, 240: TestClientWrites, TestRequestWriteBufferedWriter. */
    @ParameterizedTest
    @CsvSource({"GET, none", "POST, none", "POST, bytes", "PUT, bytes", "GET, empty"})
    void smallRequestIsOneWrite(String method, String kind) throws Exception {
        assertThat(writes(Request.builder(HOST).method(method, body(kind)).build()))
                .hasSize(1);
    }

    /** Rows 84, 228: TestTransportFlushesBodyChunks, TestDetectInMemoryReaders. */
    @Test
    void headEachChunkAndTheEndAreWritesOfTheirOwn() throws Exception {
        InputStream pieces = new SequenceInputStream(new ByteArrayInputStream(bytes("foo")), stream("barbaz"));

        List<String> writes = writes(
                Request.builder(HOST).method("POST", RequestBody.of(pieces)).build());

        assertThat(writes).hasSize(4);
        assertThat(writes.get(0)).endsWith("\r\n\r\n");
        assertThat(writes.subList(1, 4)).containsExactly("3\r\nfoo\r\n", "6\r\nbarbaz\r\n", "0\r\n\r\n");
    }

    /** Row 228: TestDetectInMemoryReaders. */
    @ParameterizedTest
    @CsvSource({"bytes, 1", "text, 1", "known, 2", "opened, 2", "file, 2"})
    void headOfABodyThatMayBlockGoesFirst(String kind, int writes, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("body"), HELLO);
        RequestBody body = kind.equals("file") ? RequestBody.of(file) : body(kind);

        assertThat(writes(Request.builder(HOST).method("POST", body).build())).hasSize(writes);
    }

    /** Rows 111, 229: TestTransportRequestWriteRoundTrip, TestTransferWriterWriteBodyReaderTypes. A stream, never whole. */
    @Test
    void fileIsSentWithItsLengthPieceByPiece(@TempDir Path directory) throws Exception {
        byte[] content = new byte[100_000];
        Path file = Files.write(directory.resolve("body"), content);

        List<String> writes =
                writes(Request.builder(HOST).method("PUT", RequestBody.of(file)).build());

        assertThat(writes.get(0)).contains("\r\nContent-Length: 100000\r\n").endsWith("\r\n\r\n");
        assertThat(writes).allMatch(each -> each.length() <= 16 * 1024);
        assertThat(writes.stream().skip(1).mapToInt(String::length).sum()).isEqualTo(content.length);
    }

    /** Row 238: TestRequestWriteClosesBody. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyIsClosedOnceWhenItIsWritten(boolean chunked) throws Exception {
        Closings body = new Closings(HELLO);

        writes(Request.builder(HOST)
                .method("POST", chunked ? RequestBody.of(body) : RequestBody.of(body, 5))
                .build());

        assertThat(body.closings).hasValue(1);
    }

    /** Row 239: TestRequestWriteError. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void errorOfEachWriteIsTold(int good) {
        IOException failure = new IOException("broken pipe");
        Closings body = new Closings(HELLO);
        List<String> writes = new ArrayList<>();
        Request request =
                Request.builder(HOST).method("POST", RequestBody.of(body)).build();
        OutputBuffer output = new OutputBuffer(
                new Recording(writes) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        if (writes.size() == good) {
                            throw failure;
                        }
                        super.write(bytes, offset, length);
                    }
                },
                OutputBuffer.SIZE);

        if (good == 3) {
            // Head, chunk and end: there is no fourth write that could fail.
            assertThat(catchWrite(request, output)).isNull();
        } else {
            assertThat(catchWrite(request, output)).isSameAs(failure);
        }
        assertThat(output.anythingSent()).isEqualTo(good > 0);
        assertThat(body.closings).hasValue(1);
    }

    @Test
    void trailerOfABadValueFailsTheRequestAndIsNotSent() {
        List<String> writes = new ArrayList<>();
        Request request = Request.builder(HOST)
                .method("POST", RequestBody.of(HELLO))
                .trailer("Sum", () -> "1\r\nEvil: 1")
                .build();

        assertThatThrownBy(() -> write(request, new OutputBuffer(new Recording(writes), OutputBuffer.SIZE)))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(InvalidTrailerException.class)
                .hasMessageContaining("Sum")
                .hasMessageContaining("http://example.com");
        assertThat(String.join("", writes)).doesNotContain("Evil").doesNotContain("0\r\n");
    }

    /** Row 254: TestHeaderWrite. Kept in order, where Go's map has none. */
    @Test
    void fieldsKeepTheirOrderAndLoseTheBlanksAround() throws Exception {
        assertThat(writes(Request.builder(HOST)
                        .header("b", " 2 ")
                        .header("A", "\t1")
                        .header("b", "3")
                        .header("content-length", "7")
                        .header("Transfer-Encoding", "chunked")
                        .header("Trailer", "x")
                        .build()))
                .containsExactly("GET /a?b=c HTTP/1.1\r\n" + OURS + "b: 2\r\nA: 1\r\nb: 3\r\n\r\n");
    }

    /** Row 214: TestTransportUserAgent. */
    @Test
    void userAgentIsOursTheirsOrNone() throws Exception {
        assertThat(head(Request.builder(HOST))).contains("\r\nUser-Agent: connleak-client\r\n");
        assertThat(head(Request.builder(HOST).header("user-agent", "mine")))
                .contains("\r\nUser-Agent: mine\r\n")
                .doesNotContain("connleak");
        assertThat(head(Request.builder(HOST).header("User-Agent", ""))).doesNotContainIgnoringCase("user-agent");
    }

    @Test
    void hostIsOverriddenByItsField() throws Exception {
        assertThat(head(Request.builder(HOST).header("host", "other:8080")))
                .contains("\r\nHost: other:8080\r\n")
                .doesNotContain("example.com");
    }

    /** Row 215: TestStarRequestMethod. */
    @Test
    void targetCanBeTheServerItself() throws Exception {
        assertThat(head(Request.builder(HOST).target("*").method("OPTIONS"))).startsWith("OPTIONS * HTTP/1.1\r\n");
    }

    private static String head(RequestBuilder request) throws IOException {
        return writes(request.build()).get(0);
    }

    private static RequestBody body(String kind) {
        return switch (kind) {
            case "bytes" -> RequestBody.of(bytes(HELLO));
            case "text" -> RequestBody.of(HELLO);
            case "known" -> RequestBody.of(stream(HELLO), 5);
            case "unknown" -> RequestBody.of(stream(HELLO));
            case "opened" -> RequestBody.from(() -> stream(HELLO), 5);
            case "empty" -> RequestBody.of(stream(""));
            default -> RequestBody.none();
        };
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> writes(Request request) throws IOException {
        List<String> writes = new ArrayList<>();
        write(request, new OutputBuffer(new Recording(writes), OutputBuffer.SIZE));
        return writes;
    }

    private static Throwable catchWrite(Request request, OutputBuffer output) {
        return catchThrowable(() -> write(request, output));
    }

    private static void write(Request request, OutputBuffer output) throws IOException {
        Settings settings = new Settings(Transport.builder().disableCompression());
        Route route = Route.of(request, settings.proxies);
        new RequestWriter(new Upload(new Call(request)), route, output, settings).write();
    }

    /** Each write as one text. */
    private static class Recording extends OutputStream {
        private final List<String> writes;

        Recording(List<String> writes) {
            this.writes = writes;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }
    }
}
