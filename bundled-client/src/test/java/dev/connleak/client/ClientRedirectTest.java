package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRedirectTest {

    private static final URI START = URI.create("http://first.example/");

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 138: TestClientRedirects. */
    @Test
    void tenRedirectsAreTheLimit() {
        Recorder endless = new Recorder(request -> Recorder.redirect(303, "/again"));
        Client client = Client.builder(endless).build();

        HttpRequestException thrown = catchThrowableOfType(
                HttpRequestException.class,
                () -> client.send(Request.builder(START).method("HEAD").build()));

        assertThat(thrown).hasMessage("Head \"/again\": stopped after 10 redirects");
        assertThat(thrown).hasCauseInstanceOf(RedirectException.class);
        assertThat(asked(thrown).status()).isEqualTo(303);
        assertThat(thrown.isTimeout()).isFalse();
        assertThat(endless.count()).isEqualTo(10);
    }

    /** Row 138: TestClientRedirects. */
    @Test
    void policySeesWhatWasSentAndWhatWouldBe() throws Exception {
        List<String> seen = new ArrayList<>();
        Client client = Client.builder(Recorder.along("/a", "/b?c=d"))
                .redirects((next, via) -> seen.add(next.uri() + " via "
                        + via.stream().map(each -> each.uri().getPath()).toList()))
                .build();

        Response last = client.send(Request.get(START));

        assertThat(seen).containsExactly("http://first.example/a via [/]", "http://first.example/b?c=d via [/, /a]");
        assertThat(last.request()).returns(URI.create("http://first.example/b?c=d"), Request::uri);
        assertThat(Fixture.text(last.body())).isEqualTo("over");
    }

    /** Row 138: TestClientRedirects. */
    @Test
    void failureOfThePolicyComesWithTheResponseItsBodyClosed() throws Exception {
        RawServer server = fixture.server(RawServer.always(
                "HTTP/1.1 302 Found\r\nLocation: http://user:secret@other.example/\r\nContent-Length: 4\r\n\r\nbody"));
        IOException reason = new IOException("not there");
        Client client = Client.builder(fixture.transport())
                .redirects((next, via) -> {
                    throw reason;
                })
                .build();

        HttpRequestException thrown =
                catchThrowableOfType(HttpRequestException.class, () -> client.send(Request.get(server.uri())));

        assertThat(thrown)
                .hasMessage("Get \"http://user:***@other.example/\": not there")
                .hasCause(reason);
        assertThat(asked(thrown).headers().first("location")).contains("other.example");
        assertThatThrownBy(() -> asked(thrown).body().read()).isInstanceOf(ResponseBodyClosedException.class);
    }

    @Test
    void policyThatBreaksLeavesNoResponseOpen() throws Exception {
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 4\r\n\r\nbody"));
        Transport transport = fixture.transport();
        Client client = Client.builder(transport)
                .redirects((next, via) -> {
                    throw new IllegalStateException("broken");
                })
                .build();

        assertThatThrownBy(() -> client.send(Request.get(server.uri()))).isInstanceOf(IllegalStateException.class);
        assertThat(Fixture.states(transport)).containsExactly(ConnectionState.IDLE);
    }

    /** Row 139: TestClientRedirectsContext. */
    @Test
    void cancelBetweenHopsIsTold() {
        Cancellation cancellation = new Cancellation();
        Transport transport = fixture.transport();
        Recorder server = new Recorder(request -> {
            if (request.uri().getPath().equals("/")) {
                cancellation.cancel();
                return Recorder.redirect(302, "/next");
            }
            return transport.roundTrip(request);
        });

        assertThatThrownBy(() -> Client.builder(server)
                        .build()
                        .send(Request.builder(START).cancellation(cancellation).build()))
                .hasCauseInstanceOf(RequestCanceledException.class)
                .hasMessage("Get \"http://first.example/next\": request canceled");
        assertThat(server.request(1).cancellation()).isSameAs(cancellation);
    }

    /** Row 140: TestPostRedirects. */
    @Test
    void postBecomesGetUnlessTheServerKeepsTheMethod() throws Exception {
        assertThat(log("POST", "?code=301&next=302"))
                .containsExactly("POST /?code=301&next=302 body", "GET /?code=302", "GET /");
        assertThat(log("POST", "?code=303&next=301"))
                .containsExactly("POST /?code=303&next=301 body", "GET /?code=301", "GET /");
        assertThat(log("POST", "?code=304")).containsExactly("POST /?code=304 body");
        assertThat(log("POST", "?code=305")).containsExactly("POST /?code=305 body");
        assertThat(log("POST", "?code=307&next=308,303,308,302"))
                .containsExactly(
                        "POST /?code=307&next=308,303,308,302 body",
                        "POST /?code=308&next=303,308,302 body",
                        "POST /?code=303&next=308,302 body",
                        "GET /?code=308&next=302",
                        "GET /?code=302",
                        "GET /");
    }

    /** Row 141: TestDeleteRedirects. */
    @Test
    void deleteBecomesGetUnlessTheServerKeepsTheMethod() throws Exception {
        assertThat(log("DELETE", "?code=301&next=302,308"))
                .containsExactly(
                        "DELETE /?code=301&next=302,308 body", "GET /?code=302&next=308", "GET /?code=308", "GET /");
        assertThat(log("DELETE", "?code=308&next=301,302"))
                .containsExactly(
                        "DELETE /?code=308&next=301,302 body",
                        "DELETE /?code=301&next=302 body",
                        "GET /?code=302",
                        "GET /");
    }

    /** Row 142: TestClientRedirectUseResponse. */
    @Test
    void redirectThatIsNotFollowedIsAResponseLikeAnyOther() throws Exception {
        RawServer server = fixture.server(RawServer.always(
                "HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\nContent-Length: 4\r\n\r\nbody"));
        Client client = Client.builder(fixture.transport())
                .redirects(RedirectPolicy.never())
                .build();

        Response response = client.send(Request.get(server.uri()));

        assertThat(response.status()).isEqualTo(302);
        assertThat(Fixture.text(response.body())).isEqualTo("body");
    }

    /** Row 143: TestClientRedirectNoLocation. */
    @ParameterizedTest
    @ValueSource(ints = {301, 308})
    void redirectToNowhereIsFinal(int status) throws Exception {
        Recorder server = new Recorder(request -> Response.of(status, Headers.of("Foo", "Bar"), null));

        Response response = Client.builder(server).build().send(Request.get(START));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Foo")).isEqualTo("Bar");
    }

    /** Row 144: TestClientRedirect308NoGetBody. */
    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void redirectOfABodyThatCannotBeSentAgainIsFinal(int status) throws Exception {
        Recorder server = new Recorder(request -> Recorder.redirect(status, "/other"));
        RequestBody once = RequestBody.of(new ByteArrayInputStream(new byte[] {1, 2, 3}));

        Response response = Client.builder(server)
                .build()
                .send(Request.builder(START).method("POST", once).build());

        assertThat(response.status()).isEqualTo(status);
        assertThat(server.count()).isEqualTo(1);
    }

    /** Row 166: TestClientRedirectEatsBody_h1. */
    @ParameterizedTest
    @CsvSource({
        "0, false, 1", "2048, false, 1", "2049, false, 2", "5000, false, 2",
        "1, true, 1", "2048, true, 1", "2049, true, 2", "5000, true, 2"
    })
    void smallBodyOfARedirectIsReadSoThatItsConnectionStays(int size, boolean chunked, int connections)
            throws Exception {
        String body = "x".repeat(size);
        String framed = chunked
                ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n"
                : "Content-Length: " + size + "\r\n\r\n" + body;
        RawServer server = fixture.server(RawServer.answering(request ->
                request.startsWith("GET / ") ? "HTTP/1.1 302 Found\r\nLocation: /next\r\n" + framed : Fixture.HELLO));

        Response response = Client.builder(fixture.transport()).build().send(Request.get(server.uri()));

        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
        assertThat(server.accepted()).isEqualTo(connections);
    }

    /** Row 168: TestClientRedirectResponseWithoutRequest. */
    @Test
    void roundTripperNeedNotNameTheRequest() throws Exception {
        Response response = Client.builder(Recorder.along("/next")).build().send(Request.get(START));

        assertThat(response.request()).returns(START.resolve("/next"), Request::uri);
    }

    /** Row 171: TestClientCopyHostOnRedirect. */
    @Test
    void hostOfTheApplicationIsKeptOnlyWhereTheLocationStaysAtTheServer() throws Exception {
        Recorder server =
                Recorder.along("/relative", "next?to=it", "//first.example/network", "http://first.example/a");

        Client.builder(server)
                .build()
                .send(Request.builder(START).header("Host", "virtual.example").build());

        assertThat(server.request(1).headers().all("Host")).containsExactly("virtual.example");
        assertThat(server.request(2).headers().all("Host")).containsExactly("virtual.example");
        assertThat(server.request(3).headers().all("Host")).isEmpty();
        assertThat(server.request(4).headers().all("Host")).isEmpty();
    }

    /** Row 174: TestClientRedirectTypes. */
    @ParameterizedTest
    @CsvSource({
        "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "301, HEAD, HEAD", "302, HEAD, HEAD", "303, HEAD, HEAD", "307, HEAD, HEAD", "308, HEAD, HEAD",
        "301, GET, GET", "302, GET, GET", "303, GET, GET", "307, GET, GET", "308, GET, GET",
        "301, DELETE, GET", "302, DELETE, GET", "303, DELETE, GET", "307, DELETE, DELETE", "308, DELETE, DELETE",
        "301, PUT, GET", "302, PUT, GET", "303, PUT, GET", "307, PUT, PUT", "308, PUT, PUT",
        "301, MADEUP, GET", "302, MADEUP, GET", "303, MADEUP, GET", "307, MADEUP, MADEUP", "308, MADEUP, MADEUP"
    })
    void methodAfterARedirectFollowsFromStatusAndMethod(int status, String method, String next) throws Exception {
        Recorder server = Recorder.redirecting();

        Client.builder(server)
                .build()
                .send(Request.builder(START.resolve("?code=" + status))
                        .method(method)
                        .build());

        assertThat(server.request(1).method()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://%zz/", "http://[/", "mailto:somebody", "http:///path"})
    void locationThatLeadsNowhereFailsAndLeavesNoResponseOpen(String location) throws Exception {
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 4\r\n\r\nbody"));
        Transport transport = fixture.transport();

        assertThatThrownBy(() -> Client.builder(transport).build().send(Request.get(server.uri())))
                .isInstanceOf(HttpRequestException.class)
                .hasMessageContaining("Location header")
                .hasCauseInstanceOf(RedirectException.class);
        Eventually.await(
                "the connection is not in use", () -> !Fixture.states(transport).contains(ConnectionState.BODY));
    }

    @Test
    void redirectToASchemeThatIsNotSpokenIsRefusedByTheTransport() throws Exception {
        RawServer server = fixture.server(
                RawServer.always("HTTP/1.1 302 Found\r\nLocation: ftp://first.example/\r\nContent-Length: 0\r\n\r\n"));

        assertThatThrownBy(() -> Client.builder(fixture.transport()).build().send(Request.get(server.uri())))
                .isInstanceOf(HttpRequestException.class)
                .hasCauseInstanceOf(UnsupportedSchemeException.class);
    }

    /** The response that asked for the redirect. */
    private static Response asked(HttpRequestException thrown) {
        return Objects.requireNonNull(thrown.response());
    }

    private static List<String> log(String method, String query) throws IOException {
        Recorder server = Recorder.redirecting();
        RequestBody body = RequestBody.of("body".getBytes(StandardCharsets.UTF_8));
        Client.builder(server)
                .build()
                .send(Request.builder(START.resolve(query)).method(method, body).build());
        return server.log();
    }
}
