package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP and HTTPS proxies: what they are told, and what becomes of what they say. */
class ProxyTest {

    private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 26: TestTransportProxy. */
    @ParameterizedTest(name = "secure proxy {0}, secure site {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void siteIsReachedByProxy(boolean secureProxy, boolean secureSite) throws Exception {
        RawServer site = server(RawServer.always(Fixture.HELLO), secureSite);
        RawServer proxy = server(ProxyTest::forwardOrTunnel, secureProxy);
        Transport transport = by(proxy.uri(), Certificates.GOOD.trusting());

        Response response = transport.roundTrip(Request.get(site.uri("/path?q")));
        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");

        String place = "127.0.0.1:" + site.port();
        assertThat(proxy.nextRequest())
                .startsWith(
                        secureSite
                                ? "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n"
                                : "GET http://" + place + "/path?q HTTP/1.1\r\nHost: " + place + "\r\n");
        assertThat(site.accepted()).isEqualTo(secureSite ? 1 : 0);
        assertThat(response.sslSession() != null).isEqualTo(secureSite || secureProxy);
        assertThat(transport.snapshot().idle()).containsOnlyKeys(proxy.route() + site(secureSite, place));
        assertThat(transport.snapshot().connections().get(0).proxy()).isEqualTo(proxy.route());
    }

    @Test
    void plainSitesShareTheConnectionsOfTheirProxy() throws Exception {
        RawServer proxy = fixture.hello();
        Transport transport = by(proxy.uri(), null);

        long first = get(transport, "http://one.test/");
        long second = get(transport, "http://other.test:81/");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void tunnelsBelongToTheirSite() throws Exception {
        RawServer one = server(RawServer.always(Fixture.HELLO), true);
        RawServer other = server(RawServer.always(Fixture.HELLO), true);
        RawServer proxy = fixture.server(ProxyTest::forwardOrTunnel);
        Transport transport = by(proxy.uri(), Certificates.GOOD.trusting());

        long first = Fixture.get(transport, one);

        assertThat(Fixture.get(transport, other)).isNotEqualTo(first);
        assertThat(Fixture.get(transport, one)).isEqualTo(first);
    }

    /** Row 27: TestOnProxyConnectResponse. */
    @Test
    void listenerIsToldOfEachAnswerAndItsFailureIsTheDials() throws Exception {
        RawServer proxy = fixture.server(RawServer.always(ESTABLISHED));
        List<String> told = new CopyOnWriteArrayList<>();
        Transport transport = fixture.transport(builder -> builder.proxies(Proxies.of(proxy.uri()))
                .onProxyConnectResponse((uri, target, status, headers) -> {
                    told.add(uri + " " + target + " " + status);
                    throw new IOException("not by this proxy");
                }));

        assertThatThrownBy(() -> get(transport, "https://site.test/")).hasMessage("not by this proxy");

        assertThat(told).containsExactly(proxy.uri() + " site.test:443 200");
        Eventually.await("the socket is closed", () -> proxy.peer(0).ended());
        assertThat(transport.snapshot().opened()).isZero();
    }

    /** Row 28: TestTransportProxyHTTPSConnectLeak. */
    @Test
    void proxyThatNeverAnswersAConnectIsLeft() throws Exception {
        RawServer proxy = fixture.server(peer -> {
            peer.readRequest();
            peer.ended();
        });
        Transport transport = fixture.transport(builder -> {
            builder.proxies(Proxies.of(proxy.uri()));
            builder.proxyConnectTimeout = Duration.ofMillis(100);
        });

        assertThatThrownBy(() -> get(transport, "https://site.test/"))
                .isInstanceOf(ProxyTimeoutException.class)
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("https://site.test:443 by proxy " + proxy.route());
        Eventually.await("the socket is closed", () -> proxy.peer(0).ended());
    }

    /** Row 29: TestTransportDialPreservesNetOpProxyError. */
    @Test
    void failureToReachTheProxyIsToldAsSuchWithItsCause() {
        IOException original = new IOException("some dial error");
        Transport transport = fixture.transport(builder -> builder.proxies(Proxies.of(URI.create("http://proxy.test")))
                .dialer((host, port, request) -> {
                    throw original;
                }));

        assertThatThrownBy(() -> get(transport, "http://site.test/"))
                .isInstanceOf(ProxyConnectException.class)
                .hasCause(original);
    }

    @Test
    void proxyThatIsNotThereIsTold() throws Exception {
        RawServer proxy = fixture.hello();
        proxy.close();

        assertThatThrownBy(() -> get(by(proxy.uri(), null), "http://site.test/"))
                .isInstanceOf(ProxyConnectException.class)
                .hasMessageContaining(proxy.route())
                .hasCauseInstanceOf(ConnectException.class);
    }

    /** Rows 30, 101: TestTransportProxyDialDoesNotMutateProxyConnectHeader, TestTransportProxyConnectHeader. */
    @Test
    void connectCarriesTheGivenFieldsAndItsOwnAuthorization() throws Exception {
        RawServer proxy = fixture.server(RawServer.always("HTTP/1.1 502 No\r\nConnection: close\r\n\r\n"));
        Headers shared = Headers.of("User-Agent", "foo", "Other", "bar");
        AtomicInteger user = new AtomicInteger();
        Transport transport = fixture.transport(builder -> builder.proxyConnectHeaders(shared)
                .proxies(request ->
                        URI.create("http://user" + user.incrementAndGet() + ":secret@127.0.0.1:" + proxy.port())));

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> get(transport, "https://site.test/")).hasMessageNotContaining("secret");
        }

        assertThat(proxy.nextRequest())
                .contains("\r\nUser-Agent: foo\r\nOther: bar\r\nProxy-Authorization: Basic dXNlcjE6c2VjcmV0\r\n");
        assertThat(proxy.nextRequest())
                .containsOnlyOnce("Proxy-Authorization")
                .contains("\r\nProxy-Authorization: Basic dXNlcjI6c2VjcmV0\r\n");
        assertThat(shared).isEqualTo(Headers.of("User-Agent", "foo", "Other", "bar"));
    }

    /** Row 102: TestTransportProxyGetConnectHeader. */
    @Test
    void fieldsOfAConnectCanBeMadeEachTime() throws Exception {
        RawServer proxy = fixture.server(RawServer.always("HTTP/1.1 502 No\r\nConnection: close\r\n\r\n"));
        Transport transport = fixture.transport(builder -> builder.proxies(Proxies.of(proxy.uri()))
                .proxyConnectHeaders(Headers.of("Static", "1"))
                .proxyConnectHeaders((uri, target) -> Headers.of("Target", target)));

        assertThatThrownBy(() -> get(transport, "https://site.test/")).isInstanceOf(ProxyRefusedException.class);

        assertThat(proxy.nextRequest())
                .contains("\r\nTarget: site.test:443\r\n")
                .doesNotContain("Static");
    }

    /** Row 103: TestMissingStatusNoPanic. */
    @ParameterizedTest
    @CsvSource({"407, unknown status code", "201 Created, 201 Created", "503 Busy, 503 Busy"})
    void anyOtherStatusThan200IsARefusal(String status, String told) throws Exception {
        RawServer proxy = fixture.server(RawServer.always("HTTP/1.1 " + status + "\r\n\r\n"));

        ProxyRefusedException refused = catchThrowableOfType(
                ProxyRefusedException.class, () -> get(by(proxy.uri(), null), "https://site.test/"));

        assertThat(refused).hasMessageContaining(told).hasMessageContaining(proxy.route());
        assertThat(refused.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
        Eventually.await("the socket is closed", () -> proxy.peer(0).ended());
    }

    @Test
    void endlessAnswerToAConnectIsCutOff() throws Exception {
        RawServer proxy = fixture.server(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                peer.write("Field: " + "x".repeat(1000) + "\r\n");
            }
        });
        Transport transport = fixture.transport(
                builder -> builder.proxies(Proxies.of(proxy.uri())).maxResponseHeaderBytes(4000));

        assertThatThrownBy(() -> get(transport, "https://site.test/"))
                .isInstanceOf(ProxyConnectException.class)
                .hasCauseInstanceOf(ResponseHeadersTooLargeException.class);
    }

    /** Row 124: TestProxyAuthHeader. */
    @Test
    void userOfTheProxyIsUnescaped() throws Exception {
        RawServer proxy = fixture.hello();
        URI uri = URI.create("http://my%20user:p%40s+s%3A@127.0.0.1:" + proxy.port());
        Transport transport = by(uri, null);

        get(transport, "http://site.test/");

        // my user:p@s+s:
        assertThat(proxy.nextRequest()).contains("\r\nProxy-Authorization: Basic bXkgdXNlcjpwQHMrczo=\r\n");
        assertThat(transport.snapshot().toString()).doesNotContain("p%40s", "p@s");
    }

    /** Row 75: TestRoundTripReturnsProxyError. */
    @Test
    void failureToChooseAProxyFailsTheRequest() {
        Transport transport = fixture.transport(builder -> builder.proxies(request -> {
            throw new IOException("no proxy today");
        }));

        assertThatThrownBy(() -> get(transport, "http://site.test/")).hasMessage("no proxy today");
    }

    @ParameterizedTest
    @CsvSource({"ftp://proxy.test", "http:///", "proxy.test", "http://secret@proxy.test:99999"})
    void whatIsNoProxyIsTold(URI proxy) {
        assertThatThrownBy(() -> get(by(proxy, null), "http://site.test/"))
                .isInstanceOf(BadProxyException.class)
                .hasMessageNotContaining("secret");
    }

    private RawServer server(RawServer.Script script, boolean secure) throws Exception {
        return fixture.server(script, secure ? Certificates.GOOD.server() : null);
    }

    private Transport by(URI proxy, @Nullable SSLContext trusting) {
        return fixture.transport(builder -> {
            builder.proxies(Proxies.of(proxy));
            if (trusting != null) {
                builder.sslContext(trusting);
            }
        });
    }

    private static String site(boolean secure, String place) {
        return secure ? "|https|" + place : "|http|";
    }

    private static long get(Transport transport, String uri) throws IOException {
        Response response = transport.roundTrip(Request.get(URI.create(uri)));
        response.body().readAllBytes();
        return response.connectionId();
    }

    private static void forwardOrTunnel(Peer peer) throws IOException {
        String request = peer.readRequest();
        if (request == null || !request.startsWith("CONNECT ")) {
            peer.write(Fixture.HELLO);
            peer.ended();
            return;
        }
        String[] place = request.split(" ")[1].split(":");
        peer.write(ESTABLISHED);
        peer.relay(place[0], Integer.parseInt(place[1]));
    }
}
