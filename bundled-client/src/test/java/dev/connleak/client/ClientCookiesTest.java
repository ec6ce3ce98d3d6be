package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCookiesTest {

    private static final URI START = URI.create("http://first.example/");

    /** A jar that gives every request the same cookies and notes what it is asked and told. */
    private static final class NotingJar extends CookieHandler {

        private final List<String> notes = new ArrayList<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            notes.add("asked for " + uri);
            return Map.of("Cookie", List.of("a=1", "b=2"));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            notes.add("told by " + uri + " " + headers);
        }
    }

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 145: TestClientSendsCookieFromJar. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE", "MADEUP"})
    void cookiesOfTheJarAreSentWithEveryMethod(String method) throws Exception {
        RawServer server = fixture.hello();
        Client client =
                Client.builder(fixture.transport()).cookies(new NotingJar()).build();

        client.send(Request.builder(server.uri())
                        .method(method)
                        .header("Cookie", "own=0")
                        .build())
                .close();

        assertThat(server.nextRequest()).containsOnlyOnce("\r\nCookie: own=0; a=1; b=2\r\n");
    }

    /** Row 146: TestRedirectCookiesJar. */
    @Test
    void cookieThatARedirectSetsIsSentToTheNextHop() throws Exception {
        RawServer server = fixture.server(RawServer.answering(request -> request.startsWith("GET / ")
                ? "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: id=7; Path=/\r\nContent-Length: 0\r\n\r\n"
                : Fixture.HELLO));
        CookieManager jar = new CookieManager();
        Client client = Client.builder(fixture.transport()).cookies(jar).build();

        client.send(Request.get(URI.create(server.route()))).close();

        assertThat(server.nextRequest()).doesNotContain("Cookie");
        assertThat(server.nextRequest()).contains("\r\nCookie: id=7\r\n");
        assertThat(jar.getCookieStore().getCookies()).hasSize(1);
    }

    /** Row 147: TestJarCalls. */
    @Test
    void jarIsAskedBeforeAndToldAfterEachHop() throws Exception {
        NotingJar jar = new NotingJar();
        Recorder server = new Recorder(request -> {
            switch (request.uri().getPath()) {
                case "/":
                    return Response.of(
                            302, Headers.of("Location", "/a", "Set-Cookie", "x=1", "Set-Cookie", "y=2"), null);
                case "/a":
                    return Recorder.redirect(302, "http://second.example/b");
                default:
                    return Response.of(200, Headers.of("set-cookie", "z=3"), null);
            }
        });

        Client.builder(server)
                .cookies(jar)
                .build()
                .send(Request.builder(START).header("Host", "virtual.example").build());

        assertThat(jar.notes)
                .containsExactly(
                        "asked for http://first.example/",
                        "told by http://first.example/ {Set-Cookie=[x=1, y=2]}",
                        "asked for http://first.example/a",
                        "asked for http://second.example/b",
                        "told by http://second.example/b {Set-Cookie=[z=3]}");
    }

    @Test
    void jarThatFailsBeforeTheRequestHasItsBodyClosed() {
        boolean[] closed = {false};
        RequestBody body = RequestBody.of(new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        Client client =
                Client.builder(Recorder.along()).cookies(new FailingJar(true)).build();

        assertThatThrownBy(() ->
                        client.send(Request.builder(START).method("POST", body).build()))
                .hasMessage("Post \"http://first.example/\": jar is full");
        assertThat(closed[0]).isTrue();
    }

    @Test
    void jarThatFailsAfterTheResponseLeavesNoneOpen() throws Exception {
        RawServer server =
                fixture.server(RawServer.always("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 4\r\n\r\nbody"));
        Transport transport = fixture.transport();
        Client client = Client.builder(transport).cookies(new FailingJar(false)).build();

        assertThatThrownBy(() -> client.send(Request.get(server.uri()))).hasMessageEndingWith("jar is full");

        Eventually.await(
                "the connection is closed", () -> Fixture.states(transport).isEmpty());
    }

    /** A jar that cannot be asked, or cannot be told. */
    private static final class FailingJar extends CookieHandler {

        private final boolean whenAsked;

        FailingJar(boolean whenAsked) {
            this.whenAsked = whenAsked;
        }

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
            if (whenAsked) {
                throw new IOException("jar is full");
            }
            return Map.of();
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            throw new IOException("jar is full");
        }
    }
}
