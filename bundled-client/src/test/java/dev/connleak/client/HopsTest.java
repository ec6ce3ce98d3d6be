package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request goes to the next host. */
class HopsTest {

    private static final URI START = URI.create("http://first.example/");

    /** Row 169: TestClientCopyHeadersOnRedirect. */
    @Test
    void headersGoAlongOnTheSameHost() throws IOException {
        Recorder server = Recorder.along("/b", "http://first.example:8080/c");
        Headers headers =
                Headers.of("User-Agent", "ua", "X-Foo", "1", "X-Foo", "2", "Cookie", "a=1", "Authorization", "secret");

        Client.builder(server)
                .build()
                .send(Request.builder(START).headers(headers).build());

        assertThat(server.request(1).headers().toBuilder().remove("Referer").build())
                .isEqualTo(headers);
        assertThat(server.request(2).headers().toBuilder().remove("Referer").build())
                .isEqualTo(headers);
    }

    /** Row 170: TestClientStripHeadersOnRepeatedRedirect. */
    @Test
    void secretsThatWereKeptFromOneHostAreKeptFromAllThatFollow() throws IOException {
        Recorder server = Recorder.along("http://sub.first.example/", "http://evil.example/", "/b", START.toString());

        Client.builder(server)
                .build()
                .send(Request.builder(START)
                        .header("X-Foo", "1")
                        .header("Cookie", "a=1")
                        .header("COOKIE2", "b")
                        .header("authorization", "secret")
                        .header("WWW-Authenticate", "c")
                        .header("Proxy-Authorization", "d")
                        .header("Proxy-Authenticate", "e")
                        .build());

        assertThat(server.request(1).headers().all("Authorization")).containsExactly("secret");
        for (int hop = 2; hop <= 4; hop++) {
            assertThat(server.request(hop).headers().toBuilder()
                            .remove("Referer")
                            .build())
                    .isEqualTo(Headers.of("X-Foo", "1"));
        }
    }

    /** Row 173: TestShouldCopyHeaderOnRedirect. */
    @ParameterizedTest
    @CsvSource({
        "http://foo.example/, http://bar.example/, false",
        "http://foo.example/, http://foo.example/bar, true",
        "http://foo.example/, http://FOO.example/bar, true",
        "http://foo.example/, http://sub.foo.example/bar, true",
        "http://foo.example/, http://deep.sub.foo.example/bar, true",
        "http://foo.example/, http://notfoo.example/bar, false",
        "http://foo.example/, http://foo.example:8080/, true",
        "http://foo.example:1234/, http://foo.example:4321/, true",
        "http://sub.foo.example/, http://foo.example/, false",
        "http://[::1]/, http://[::1]:8080/, true",
        "http://[::1]/, http://[::2]/, false",
        "http://foo.example/, http://[::1%25.foo.example]/, false"
    })
    void secretsGoToTheFirstHostAndItsSubdomains(String first, String next, boolean same) throws IOException {
        Recorder server = Recorder.along(next);

        Client.builder(server)
                .build()
                .send(Request.builder(URI.create(first))
                        .header("Authorization", "secret")
                        .build());

        assertThat(server.request(1).headers().contains("Authorization")).isEqualTo(same);
    }

    /** Row 167: TestReferer. */
    @ParameterizedTest
    @CsvSource({
        "http://gopher@test.example/a, http://link.example/, , http://test.example/a",
        "http://gopher:go@test.example/a?b=c, http://link.example/, , http://test.example/a?b=c",
        "http://test.example/a#part, /next, , http://test.example/a",
        "http://test.example/%C3%A4@b, /next, , http://test.example/%C3%A4@b",
        "http://test.example/, http://link.example/, http://explicit.example/, http://explicit.example/"
    })
    void refererNamesTheLastHopWithoutItsUser(String first, String next, String own, String expected)
            throws IOException {
        Recorder server = Recorder.along(next);
        RequestBuilder request = Request.builder(URI.create(first));
        if (own != null) {
            request.header("Referer", own);
        }

        Client.builder(server).build().send(request.build());

        assertThat(server.request(1).headers().all("Referer")).containsExactly(expected);
    }

    /** Row 172: TestClientAltersCookiesOnRedirect. */
    @Test
    void cookiesOfTheApplicationGiveWayToThoseThatServersSet() throws IOException {
        String[] sets = {"a=new; Path=/", "c=new; Path=/", ""};
        Recorder server = new Recorder(request -> {
            int hop = request.uri().getPath().length() - 1;
            return hop == 3
                    ? Recorder.text("over")
                    : Response.of(
                            302,
                            sets[hop].isEmpty()
                                    ? Headers.of("Location", request.uri().getPath() + "x")
                                    : Headers.of("Location", request.uri().getPath() + "x", "Set-Cookie", sets[hop]),
                            null);
        });

        Client.builder(server)
                .cookies(new CookieManager())
                .build()
                .send(Request.builder(START)
                        .header("Cookie", "a=old; b=old")
                        .header("Cookie", "c=old")
                        .build());

        assertThat(server.request(0).headers().all("Cookie")).containsExactly("a=old; b=old; c=old");
        assertThat(server.request(1).headers().all("Cookie")).containsExactly("b=old; c=old; a=new");
        assertThat(server.request(2).headers().first("Cookie"))
                .startsWith("b=old; ")
                .contains("a=new", "c=new");
        assertThat(server.request(3).headers().first("Cookie"))
                .startsWith("b=old; ")
                .contains("a=new", "c=new");
    }
}
