package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientUserInfoTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 159: TestBasicAuth. */
    @Test
    void userAndPasswordOfTheUriAreSentAndTheUriWithoutThem() throws Exception {
        RawServer server = fixture.hello();

        Client.builder(fixture.transport())
                .build()
                .send(Request.get(URI.create(server.uri("/path").toString().replace("//", "//us%65r:p%40ss@"))))
                .close();

        assertThat(server.nextRequest())
                .startsWith("GET /path HTTP/1.1\r\n")
                .contains("\r\nHost: " + server.uri().getAuthority() + "\r\n")
                .contains("\r\nAuthorization: Basic dXNlcjpwQHNz\r\n");
    }

    /** Row 158: TestEmptyPasswordAuth. */
    @Test
    void userWithoutPasswordHasAnEmptyOne() throws Exception {
        assertThat(authorization(URI.create("http://gopher@first.example/"), null))
                .isEqualTo("Basic Z29waGVyOg==");
        assertThat(authorization(URI.create("http://gopher:@first.example/"), null))
                .isEqualTo("Basic Z29waGVyOg==");
    }

    /** Row 160: TestBasicAuthHeadersPreserved. */
    @Test
    void authorizationOfTheApplicationWins() throws Exception {
        assertThat(authorization(URI.create("http://user:pass@first.example/"), "Own x"))
                .isEqualTo("Own x");
    }

    @Test
    void userOfARedirectIsForThatServer() throws Exception {
        Recorder server = Recorder.along("/same", "http://other:user@second.example/", "http://third.example/");

        Client.builder(server).build().send(Request.get(URI.create("http://user:pass@first.example/")));

        assertThat(server.request(1).headers().first("Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
        assertThat(server.request(2).headers().first("Authorization")).isEqualTo("Basic b3RoZXI6dXNlcg==");
        assertThat(server.request(3).headers().contains("Authorization")).isFalse();
        assertThat(server.request(2).headers().first("Referer")).isEqualTo("http://first.example/same");
    }

    /** Row 161: TestStripPasswordFromError. */
    @ParameterizedTest
    @CsvSource({
        "http://user:pass@first.example/, http://user:***@first.example/",
        "http://user:p:ass@first.example/?a=b#c, http://user:***@first.example/?a=b#c",
        "http://user@first.example/, http://user@first.example/",
        "http://first.example/user:pass@, http://first.example/user:pass@",
        "http://first.example/?a=user:pass@b, http://first.example/?a=user:pass@b"
    })
    void passwordIsMaskedInErrors(String uri, String told) {
        Recorder broken = new Recorder(request -> {
            throw new IOException("no way");
        });

        assertThatThrownBy(() -> Client.builder(broken).build().send(Request.get(URI.create(uri))))
                .hasMessage("Get \"" + told + "\": no way")
                .extracting(thrown -> ((HttpRequestException) thrown).url())
                .isEqualTo(told);
    }

    private static @Nullable String authorization(URI uri, @Nullable String own) throws IOException {
        Recorder server = Recorder.along();
        RequestBuilder request = Request.builder(uri);
        if (own != null) {
            request.header("Authorization", own);
        }
        Client.builder(server).build().send(request.build());
        return server.request(0).headers().first("Authorization");
    }
}
