package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {

    /** Row 62: TestProxyFromEnvironment. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, http://127.0.0.1:8080",
        "cache.example:1234, http://cache.example:1234",
        "cache.example, http://cache.example",
        "https://cache.example, https://cache.example",
        "socks5://127.0.0.1, socks5://127.0.0.1",
        "socks5h://127.0.0.1, socks5h://127.0.0.1"
    })
    void proxyWithoutASchemeSpeaksHttp(String value, URI proxy) throws Exception {
        assertThat(chosen(Map.of("HTTP_PROXY", value), "http://example.com/")).isEqualTo(proxy);
    }

    /** Row 63: TestProxyFromEnvironmentLowerCase. */
    @Test
    void namesInLowerCaseCountWhereThoseInUpperCaseAreNotSet() throws Exception {
        Map<String, String> both = Map.of("HTTP_PROXY", "upper", "http_proxy", "lower", "https_proxy", "secure");
        Map<String, String> lower = Map.of("HTTP_PROXY", "", "http_proxy", "lower", "no_proxy", "example.com");

        assertThat(chosen(both, "http://example.com/")).hasHost("upper");
        assertThat(chosen(both, "https://example.com/")).hasHost("secure");
        assertThat(chosen(lower, "http://example.org/")).hasHost("lower");
        assertThat(chosen(lower, "http://example.com/")).isNull();
        assertThat(chosen(lower, "https://example.org/")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com|http://example.com/|false",
                "example.com|http://foo.example.com/|false",
                "example.com|http://EXAMPLE.com/|false",
                ".example.com|http://example.com/|true",
                ".example.com|http://foo.example.com/|false",
                "*.example.com|http://example.com/|true",
                "*.example.com|http://foo.example.com/|false",
                "ample.com|http://example.com/|true",
                "example.com:80|http://example.com/|false",
                "example.com:80|http://example.com:81/|true",
                "other.test, example.com ,|http://example.com/|false",
                "*|http://example.com/|false",
                "b\u00fccher.example|http://xn--bcher-kva.example/|false",
                "192.0.2.1|http://192.0.2.1/|false",
                "192.0.2.1|http://192.0.2.2/|true",
                "192.0.2.1:80|http://192.0.2.1:8080/|true",
                "192.0.2.0/25|http://192.0.2.127/|false",
                "192.0.2.0/25|http://192.0.2.128/|true",
                "192.0.2.0/33|http://192.0.2.1/|true",
                "0.0.0.0/0|http://192.0.2.1/|false",
                "0.0.0.0/0|http://example.com/|true",
                "2001:db8::/32|http://[2001:db8:1::1]/|false",
                "2001:db8::/32|http://[2001:db9::1]/|true",
                "[2001:db8::1]:80|http://[2001:db8::1]/|false",
                "2001:db8::1|http://[2001:db8:0::1]/|false",
                "''|http://localhost:8080/|false",
                "''|http://127.8.9.1/|false",
                "''|http://[::1]/|false"
            })
    void whatIsListedIsReachedWithoutProxy(String list, String uri, boolean proxied) throws Exception {
        URI proxy = chosen(Map.of("HTTP_PROXY", "proxy.test", "NO_PROXY", list), uri);

        assertThat(proxy != null).isEqualTo(proxied);
    }

    @Test
    void proxyForHttpIsNotTakenFromARequestOfCgi() throws Exception {
        Map<String, String> cgi =
                Map.of("REQUEST_METHOD", "GET", "HTTP_PROXY", "evil.test", "HTTPS_PROXY", "secure.test");

        assertThatThrownBy(() -> chosen(cgi, "http://example.com/"))
                .isInstanceOf(BadProxyException.class)
                .hasMessageContaining("CGI");
        assertThat(chosen(cgi, "https://example.com/")).hasHost("secure.test");
    }

    @Test
    void whatIsNoUriIsToldWithoutItsSecrets() {
        assertThatThrownBy(() -> chosen(Map.of("HTTP_PROXY", "http://me:sec ret@proxy"), "http://example.com/"))
                .isInstanceOf(BadProxyException.class)
                .hasMessageNotContaining("ret@")
                .hasNoCause();
    }

    private static @Nullable URI chosen(Map<String, String> environment, String uri) throws IOException {
        return new EnvironmentProxies(environment).proxyFor(Request.get(URI.create(uri)));
    }
}
