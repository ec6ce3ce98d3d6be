package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for at all. */
class RequestTest {

    private static final URI HOST = URI.create("http://localhost:8080/a?b=secret");
    private static final String ROUTE = "http://localhost:8080";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 217: TestTransportRejectsInvalidHeaders. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\rb", "a\0b", "a\u010db", "\u007f"})
    void valueThatLeavesItsLineIsRefusedAndNotTold(String value) {
        InvalidRequestException refused = refused(Request.builder(HOST).header("Name", value)::build);

        assertThat(refused).isInstanceOf(InvalidHeaderException.class);
        assertThat(refused.field()).isEqualTo("Name");
        assertThat(refused.route()).isEqualTo(ROUTE);
        assertThat(refused)
                .hasMessageContaining("Name")
                .hasMessageContaining(ROUTE)
                .hasMessageNotContaining(value)
                .hasMessageNotContaining("secret");
    }

    /** Row 217: TestTransportRejectsInvalidHeaders. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "a\nEvil", "ä", " a"})
    void nameThatIsNoTokenIsRefused(String name) {
        assertThatThrownBy(() -> Headers.of(name, "value")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Request.builder(HOST).header(name, "value")::build)
                .isInstanceOf(InvalidHeaderException.class)
                .hasMessageStartingWith(ROUTE)
                .hasMessageNotContainingAny("\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /\r\n", "GET ", "G\nT", "GÄT", "a:b"})
    void methodThatIsNoTokenIsRefused(String method) {
        InvalidRequestException refused = refused(Request.builder(HOST).method(method)::build);

        assertThat(refused).isInstanceOf(InvalidMethodException.class).hasMessageNotContainingAny("\r", "\n");
        assertThat(refused.field()).isEqualTo("method");
        assertThat(refused.route()).isEqualTo(ROUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/\r\nEvil: 1", "/\n", "/ HTTP/1.1", "/ä", "/\0"})
    void targetThatLeavesItsPlaceIsRefused(String target) {
        InvalidRequestException refused = refused(Request.builder(HOST).target(target)::build);

        assertThat(refused).isInstanceOf(InvalidTargetException.class);
        assertThat(refused.field()).isEqualTo("target");
        assertThat(refused.route()).isEqualTo(ROUTE);
    }

    /** Rows 123, 243: TestRequestSanitization, TestRequestBadHostHeader. Refused, where Go blanks or cuts it. */
    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "a?b", "a#b", "a\"b", "a:x", "a:65536", "a:80:80", "[::1", "ä", "::1"})
    void hostThatIsNoneIsRefused(String host) {
        InvalidRequestException refused = refused(Request.builder(HOST).header("Host", host)::build);

        assertThat(refused).isInstanceOf(InvalidHostException.class);
        assertThat(refused.field()).isEqualTo("Host");
        assertThat(refused.route()).isEqualTo(ROUTE);
    }

    /** Rows 123, 244: TestRequestSanitization, TestRequestBadUserAgent. Refused, where Go replaces by spaces. */
    @ParameterizedTest
    @CsvSource({"Host, InvalidHeaderException", "User-Agent, InvalidHeaderException"})
    void fieldOfOursCannotBeginALine(String name, String exception) {
        InvalidRequestException refused =
                refused(Request.builder(HOST).header(name, "localhost\r\nX-Evil: evil")::build);

        assertThat(refused.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(refused.field()).isEqualTo(name);
    }

    @Test
    void twoHostsAreRefused() {
        assertThatThrownBy(Request.builder(HOST).header("Host", "a").header("host", "a")::build)
                .isInstanceOf(InvalidHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:80", "a:", "10.0.0.1:8080", "[::1]", "[::1]:80", "a_b.example", ""})
    void hostThatIsOneIsTaken(String host) {
        assertThat(Request.builder(HOST).header("Host", host).build().headers().first("Host"))
                .isEqualTo(host);
    }

    /** Row 126: TestValidateClientRequestTrailers. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "Content-Length", "transfer-encoding", "TRAILER"})
    void trailerThatMayNotStandThereIsRefused(String name) {
        InvalidRequestException refused =
                refused(Request.builder(HOST).method("POST").trailer(name, () -> "1")::build);

        assertThat(refused).isInstanceOf(InvalidTrailerException.class).hasMessageNotContainingAny("\r", "\n");
        assertThat(refused.route()).isEqualTo(ROUTE);
    }

    /** Rows 54, 95: TestTransportNoHost, TestTransportRejectsAlphaPort. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/path",
                "http:///path",
                "http://:80/",
                "mailto:a@b",
                "http:path",
                "http://localhost:65536/",
                "http://localhost:dummy/"
            })
    void uriThatCannotBeReachedIsRefused(String uri) {
        assertThatThrownBy(() -> Request.get(URI.create(uri))).isInstanceOf(InvalidUriException.class);
    }

    /** Row 116: TestTransportClosesBodyOnInvalidRequests. */
    @ParameterizedTest
    @ValueSource(
            strings = {"method", "target", "header name", "header value", "trailer", "host", "no scheme", "no host"})
    void bodyOfARequestThatIsRefusedIsClosed(String wrong) {
        Closings body = new Closings("x");
        RequestBuilder request = Request.builder(
                        wrong.equals("no scheme")
                                ? URI.create("//localhost/")
                                : wrong.equals("no host") ? URI.create("http:///") : HOST)
                .method(wrong.equals("method") ? " " : "POST", RequestBody.of(body))
                .header(wrong.equals("header name") ? " " : "a", wrong.equals("header value") ? "\n" : "a")
                .header("Host", wrong.equals("host") ? "/" : "a")
                .trailer(wrong.equals("trailer") ? " " : "a", () -> "a");
        if (wrong.equals("target")) {
            request.target(" ");
        }

        assertThatThrownBy(request::build).isInstanceOf(InvalidRequestException.class);
        assertThat(body.closings).hasValue(1);
    }

    /** Row 55: TestTransportEmptyMethod. */
    @Test
    void noMethodIsGet() throws Exception {
        RawServer server = fixture.hello();

        fixture.transport()
                .roundTrip(Request.builder(server.uri()).method("").build())
                .body()
                .readAllBytes();

        assertThat(server.nextRequest()).startsWith("GET / HTTP/1.1\r\n");
    }

    /** Row 1: TestReuseRequest. */
    @Test
    void requestCanBeSentAgain() throws Exception {
        RawServer server = fixture.hello();
        Transport transport = fixture.transport();
        Request request = Request.get(server.uri());

        for (int i = 0; i < 2; i++) {
            try (Response response = transport.roundTrip(request)) {
                assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
            }
        }

        assertThat(server.nextRequest()).isEqualTo(server.nextRequest());
    }

    @Test
    void headersIgnoreCaseAndKeepOrder() {
        Headers headers = Headers.of("A", "1", "b", "2", "a", "3, Four");

        assertThat(headers.first("B")).isEqualTo("2");
        assertThat(headers.all("a")).containsExactly("1", "3, Four");
        assertThat(headers.hasToken("A", "four")).isTrue();
        assertThat(headers.hasToken("A", "fou")).isFalse();
        assertThat(headers).isEqualTo(Headers.of("a", "1", "B", "2", "A", "3, Four"));
        assertThat(headers).isNotEqualTo(Headers.of("b", "2", "a", "1", "a", "3, Four"));
    }

    @Test
    void requestMadeFromAnotherIsTheSameButForWhatWasSaid() {
        Request first = Request.builder(HOST)
                .method("PUT", RequestBody.of(new byte[] {1}))
                .header("A", "1")
                .header("B", "2")
                .header("a", "3")
                .target("*")
                .trailer("T", () -> "5")
                .close()
                .cancellation(new Cancellation())
                .deadline(Duration.ofSeconds(1))
                .build();

        Request second = first.toBuilder()
                .uri(HOST.resolve("/other"))
                .removeHeader("A")
                .header("C", "4")
                .build();

        assertThat(second.headers()).isEqualTo(Headers.of("B", "2", "C", "4"));
        assertThat(first.headers()).isEqualTo(Headers.of("A", "1", "B", "2", "a", "3"));
        assertThat(second.uri()).hasPath("/other");
        assertThat(second)
                .usingRecursiveComparison()
                .ignoringFields("uri", "route", "headers")
                .isEqualTo(first);
    }

    private static InvalidRequestException refused(ThrowingCallable build) {
        return catchThrowableOfType(InvalidRequestException.class, build);
    }
}
