package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static final URI HOST = URI.create("http://localhost");

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\0b", "a\u010db", "\u007f"})
    void valueThatLeavesItsLineIsRefusedAndNotTold(String value) {
        assertThatThrownBy(() -> Request.builder(HOST).header("Name", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Name")
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "ä"})
    void nameThatIsNoTokenIsRefused(String name) {
        assertThatThrownBy(() -> Headers.of(name, "value")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void methodThatIsNoTokenIsRefused() {
        assertThatThrownBy(() -> Request.builder(HOST).method("GET /\r\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/", "ftp://localhost/", "/path", "http:///path", "mailto:a@b"})
    void uriThatCannotBeReachedIsRefused(String uri) {
        assertThatThrownBy(() -> Request.get(URI.create(uri))).isInstanceOf(IllegalArgumentException.class);
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
}
