package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
    private final UrlTemplate template = UrlTemplate.of("template");

    @ParameterizedTest
    @CsvSource({
        "http://orders:8080/orders, http://orders:8080/orders",
        "http://orders:8080/orders/4711/items, http://orders:8080/orders/{}/items",
        "http://orders:8080/api/v2/orders, http://orders:8080/api/v2/orders",
        "http://orders:8080/, http://orders:8080/",
        "http://orders:8080, http://orders:8080",
        "http://orders:8080?token=secret, http://orders:8080?…",
        "http://orders/find?name=smith&pin=1234, http://orders/find?…",
        "http://orders/find#access_token=secret, http://orders/find",
        "http://orders/find?a=1#secret, http://orders/find?…",
        "http://orders/find#secret?x, http://orders/find?…",
        "http://user:pass@orders/find, http://orders/find",
        "http://user:p@ss@orders/find, http://orders/find",
        "http://user:pass@orders, http://orders",
        "https://[::1]:8443/find, https://[::1]:8443/find",
    })
    void secretsAreTakenOut(String url, String shown) {
        assertThat(template.apply(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711",
                "550e8400-e29b-41d4-a716-446655440000",
                "joe@example.com",
                "joe%40example.com",
                "YWJjZA==",
                "deadbeefcafebabe",
                "9f86d081884c7d65",
                "aVeryLongSegmentOfLettersOnly",
                "größe",
                "abc123",
                "a+b",
            })
    void aSegmentThatLooksLikeDataIsNotShown(String segment) {
        assertThat(template.apply("http://orders/" + segment)).isEqualTo("http://orders/{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "v1", "V12", "find-by-name", "order_items", "facade", "index.html", ""})
    void aWordIsShown(String segment) {
        assertThat(template.apply("http://orders/" + segment)).isEqualTo("http://orders/" + segment);
    }

    @Test
    void aRouteIsTheOriginOnly() {
        assertThat(UrlTemplate.of("route").apply("http://user@orders:80/secret?x"))
                .isEqualTo("http://orders:80");
    }

    @Test
    void inFullThePathIsShownButNoQueryAndNoUser() {
        assertThat(UrlTemplate.of("full").apply("http://user@orders/orders/4711?pin=1#x"))
                .isEqualTo("http://orders/orders/4711?…");
    }

    @Test
    void whatIsNoUrlIsNotShown() {
        assertThat(template.apply("/orders/4711")).isNull();
        assertThat(template.apply(null)).isNull();
        assertThat(UrlTemplate.origin("orders:8080")).isNull();
    }

    @Test
    void theOriginHasNoUser() {
        assertThat(UrlTemplate.origin("http://joe:secret@orders:8080/x@y")).isEqualTo("http://orders:8080");
    }
}
