package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    /** Row 256: TestCacheKeys. Ports are always there: one spelling makes one key. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "- http://foo.com |http|foo.com:80",
                "- https://foo.com |https|foo.com:443",
                "- http://Foo.com:8080/path |http|Foo.com:8080",
                "- http://[::1]/ |http|[::1]:80",
                "- http://b\u00fccher.example/ |http|xn--bcher-kva.example:80",
                "- http://user:secret@under_score/ |http|under_score:80",
                "http://proxy http://foo.com http://proxy:80|http|",
                "http://proxy https://foo.com http://proxy:80|https|foo.com:443",
                "https://me:secret@proxy http://foo.com https://proxy:443|http|",
                "socks5://proxy http://foo.com socks5://proxy:1080|http|foo.com:80"
            })
    void keyIsThatOfGo(String proxy, URI uri, String key) throws Exception {
        Proxies proxies = proxy.equals("-") ? Proxies.none() : Proxies.of(URI.create(proxy));

        assertThat(Route.of(Request.get(uri), proxies).key()).isEqualTo(key);
    }

    @Test
    void usersOfAProxyDoNotShareConnectionsThoughTheKeyDoesNotTellThem() throws Exception {
        Request request = Request.get(URI.create("http://foo.com"));
        Route mine = Route.of(request, Proxies.of(URI.create("http://me@proxy")));
        Route yours = Route.of(request, Proxies.of(URI.create("http://you@proxy:80")));

        assertThat(mine).isNotEqualTo(yours).hasToString("http by proxy http://proxy:80");
        assertThat(mine.key()).isEqualTo(yours.key());
    }
}
