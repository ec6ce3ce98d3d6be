package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {

    /** Row 232: TestReadResponse. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'HTTP/1.0 200 OK|Connection: close|', UNTIL_CLOSE, -1, true",
        "'HTTP/1.1 200 OK|', UNTIL_CLOSE, -1, true",
        "'HTTP/1.0 200 OK|Connection: close|Content-Length: 10', FIXED_LENGTH, 10, true",
        "'HTTP/1.1 200 OK|Transfer-Encoding: chunked|', CHUNKED, -1, false",
        "'HTTP/1.1 200 OK|Content-Length: 256|Connection: keep-alive, close', FIXED_LENGTH, 256, true",
        "'HTTP/1.0 303 |', UNTIL_CLOSE, -1, true",
        "'HTTP/1.0 303', UNTIL_CLOSE, -1, true",
        "'HTTP/1.1 206 Partial Content|Content-Type: multipart/byteranges; boundary=18a75608c8f47cef', UNTIL_CLOSE, -1, true",
        "'HTTP/1.1 200 OK|Content-Length: 5', FIXED_LENGTH, 5, false",
        "'HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 5', FIXED_LENGTH, 5, false",
        "'HTTP/1.1 200|Content-Length: 0', NONE, 0, false",
        "'HTTP/1.1 200 OK|Transfer-Encoding: CHUNKED', CHUNKED, -1, false",
        "'HTTP/1.1 200 OK', UNTIL_CLOSE, -1, true",
        "'HTTP/1.1 204 No Content|Transfer-Encoding: chunked', NONE, -1, false",
        "'HTTP/1.1 304 Not Modified|Content-Length: 5', NONE, 5, false",
        "'HTTP/1.1 200 OK|Content-Length: 5|Connection: x, Close', FIXED_LENGTH, 5, true",
        "'HTTP/1.0 200 OK|Content-Length: 5', FIXED_LENGTH, 5, true",
        "'HTTP/1.0 200 OK|Content-Length: 5|Connection: Keep-Alive', FIXED_LENGTH, 5, false",
        "'HTTP/1.0 200 OK|Transfer-Encoding: chunked', UNTIL_CLOSE, -1, true",
        "'HTTP/2.0 200 OK|Content-Length: 5', FIXED_LENGTH, 5, false",
        "'HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|A: b||HTTP/1.1 200 OK|Content-Length: 5', FIXED_LENGTH, 5, false"
    })
    void framingAndCloseFollowFromTheHead(String head, Framing framing, long length, boolean close) throws Exception {
        ResponseHead read = read("GET", head.replace("|", "\r\n") + "\r\n\r\n");

        assertThat(read.framing()).isEqualTo(framing);
        assertThat(read.contentLength()).isEqualTo(length);
        assertThat(read.close()).isEqualTo(close);
    }

    @Test
    void headersKeepTheirOrderAndFoldWhereThatIsAskedFor() throws Exception {
        ResponseHead read = readLeniently("GET", "HTTP/1.1 200 Very Well\nB: 1\nA:2\n  and 3\nb: 4\n\n");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.reason()).isEqualTo("Very Well");
        assertThat(read.headers().toString()).isEqualTo("B: 1\nA: 2 and 3\nb: 4\n");
        assertThat(read.headers().all("b")).containsExactly("1", "4");
    }

    /** Row 235: TestReadResponseErrors. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20X Unknown",
                "HTTP/1.1 abcd Unknown",
                "HTTP/1.1 -200 OK",
                "HTTP/1.1 200OK",
                "HTTP/A.B 200 OK",
                "HTTP/1 200 OK",
                "HTTP/A 200 OK",
                "HTTP/1.1 200 OK|Content-Length: 10|Content-Length: 7",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1",
                "HTTP/1.11 200 OK",
                "ICY 200 OK",
                "|HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK| A: b",
                "HTTP/1.1 200 OK|no colon",
                "HTTP/1.1 200 OK|: b",
                "HTTP/1.1 200 OK|A: \0",
                "HTTP/1.1 200 OK|Content-Length: +5",
                "HTTP/1.1 200 OK|Content-Length: -5",
                "HTTP/1.1 200 OK|Content-Length:",
                "HTTP/1.1 200 OK|Content-Length: 5, 5",
                "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6",
                "HTTP/1.1 204 OK|Content-Length: x",
                "HTTP/1.1 200 OK|Content-Length: 9999999999999999999",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked",
                "HTTP/1.1 200 OK|Transfer-Encoding: identity",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked"
            })
    void malformedHeadsAreRefused(String head) {
        assertThatThrownBy(() -> read("GET", head.replace("|", "\r\n") + "\r\n\r\n"))
                .isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 2", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n"})
    void headThatIsCutOffIsRefused(String head) {
        assertThatThrownBy(() -> read("GET", head)).isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void headAboveTheLimitIsRefusedWithItsInterimOnes() {
        assertThatThrownBy(() -> read("GET", "HTTP/1.1 200 OK\r\nA: " + "b".repeat(1000) + "\r\n\r\n"))
                .isInstanceOf(ResponseHeadersTooLargeException.class);
        assertThatThrownBy(() -> read("GET", "HTTP/1.1 102 Processing\r\n\r\n".repeat(50) + "HTTP/1.1 200 OK\r\n\r\n"))
                .isInstanceOf(ResponseHeadersTooLargeException.class);
    }

    /** Row 230: TestParseTransferEncoding. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "fugazi, unsupported transfer encoding",
        "'chunked|chunked', too many transfer encodings",
        "'chunked, chunked', unsupported transfer encoding",
        "'', unsupported transfer encoding",
        "'chunked, identity', unsupported transfer encoding",
        "'chunked|identity', too many transfer encodings",
        "'\u000bchunked', unsupported transfer encoding",
        "chunked, "
    })
    void transferEncodingIsChunkedOrNone(String fields, @Nullable String fault) throws Exception {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (String each : fields.split("\\|", -1)) {
            head.append("Transfer-Encoding: ").append(each).append("\r\n");
        }
        head.append("\r\n");

        if (fault == null) {
            assertThat(read("GET", head.toString()).framing()).isEqualTo(Framing.CHUNKED);
        } else {
            assertThatThrownBy(() -> read("GET", head.toString()))
                    .isInstanceOf(BadTransferEncodingException.class)
                    .hasMessageContaining(fault);
        }
    }

    /** Rows 119, 231: TestTransportRejectsSignInContentLength, TestParseContentLength. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource({
        "'', ",
        "3, 3",
        "+3, ",
        "-3, ",
        "'3 3', ",
        "3.0, ",
        "0x3, ",
        "\u0663, ",
        "0003, 3",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, "
    })
    void contentLengthIsDigits(String text, @Nullable Long length) throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + text + "\r\n\r\n";

        if (length != null) {
            assertThat(read("GET", head).contentLength()).isEqualTo(length);
        } else {
            assertThatThrownBy(() -> read("GET", head)).isInstanceOf(BadContentLengthException.class);
        }
    }

    private static ResponseHead read(String method, String head) throws IOException {
        return new HeadReader(Inputs.buffered(head), method, 500, false).read((status, headers) -> false);
    }

    private static ResponseHead readLeniently(String method, String head) throws IOException {
        return new HeadReader(Inputs.buffered(head), method, 500, true).read((status, headers) -> false);
    }
}
