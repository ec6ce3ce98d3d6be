package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
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

    private static ResponseHead read(String method, String head) throws IOException {
        return new HeadReader(Inputs.buffered(head), method, 500, false).read((status, headers) -> false);
    }

    private static ResponseHead readLeniently(String method, String head) throws IOException {
        return new HeadReader(Inputs.buffered(head), method, 500, true).read((status, headers) -> false);
    }
}
