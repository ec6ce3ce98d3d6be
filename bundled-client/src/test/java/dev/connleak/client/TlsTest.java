package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    /** Row 155: TestResponseSetsTLSConnectionState. */
    @Test
    void responseTellsWhatTlsAgreedOn() throws Exception {
        RawServer server = secure(Certificates.GOOD);
        Transport transport = trusting(Certificates.GOOD);

        try (Response response = transport.roundTrip(Request.get(server.uri()))) {
            assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");
            assertThat(response.sslSession()).isNotNull().satisfies(session -> {
                assertThat(session.getProtocol()).startsWith("TLSv1.");
                assertThat(session.getPeerCertificates()[0]).isInstanceOf(X509Certificate.class);
            });
        }
        assertThat(transport.snapshot().connections().get(0).tls()).startsWith("TLSv1.");
    }

    @Test
    void responseInTheClearHasNoTls() throws Exception {
        RawServer server = fixture.hello();

        try (Response response = fixture.transport().roundTrip(Request.get(server.uri()))) {
            assertThat(response.sslSession()).isNull();
        }
    }

    @Test
    void secureConnectionIsUsedAgain() throws Exception {
        RawServer server = secure(Certificates.GOOD);
        Transport transport = trusting(Certificates.GOOD);

        assertThat(Fixture.get(transport, server)).isEqualTo(Fixture.get(transport, server));
        assertThat(transport.snapshot().idle()).containsOnlyKeys(server.key());
    }

    /** Row 150: TestClientInsecureTransport. */
    @Test
    void trustIsTheApplicationsToGive() throws Exception {
        RawServer server = secure(Certificates.OTHER_HOST);
        SSLContext careless = SSLContext.getInstance("TLS");
        careless.init(null, new TrustManager[] {new Careless()}, null);

        assertThatThrownBy(() -> Fixture.get(fixture.transport(), server))
                .isInstanceOf(CertificateRejectedException.class);
        Fixture.get(fixture.transport(builder -> builder.sslContext(careless)), server);
    }

    @ParameterizedTest
    @CsvSource({"GOOD, UNTRUSTED", "EXPIRED, EXPIRED", "NOT_YET_VALID, NOT_YET_VALID", "OTHER_HOST, WRONG_HOST"})
    void badCertificateIsToldWithPlaceAndReason(Certificates bad, CertificateRejectedException.Reason reason)
            throws Exception {
        RawServer server = secure(bad);
        Transport transport = reason == CertificateRejectedException.Reason.UNTRUSTED
                ? trusting(Certificates.OTHER_HOST)
                : trusting(bad);

        CertificateRejectedException rejected =
                catchThrowableOfType(CertificateRejectedException.class, () -> Fixture.get(transport, server));

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected).hasMessageContaining("127.0.0.1:" + server.port());
        assertThat(transport.snapshot().opened()).isZero();
    }

    /** Rows 152, 154: TestClientWithCorrectTLSServerName, TestTransportUsesTLSConfigServerName. */
    @Test
    void nameInTheParametersTakesThePlaceOfTheHost() throws Exception {
        BlockingQueue<String> indicated = new LinkedBlockingQueue<>();
        RawServer server = fixture.server(telling(indicated), Certificates.OTHER_HOST.server());
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("other.test")));
        SSLContext trusting = Certificates.OTHER_HOST.trusting();
        Transport transport =
                fixture.transport(builder -> builder.sslContext(trusting).sslParameters(parameters));

        Fixture.get(transport, server);

        assertThat(indicated.poll(5, TimeUnit.SECONDS)).isEqualTo("other.test");
    }

    /** Row 153: TestClientWithIncorrectTLSServerName. */
    @Test
    void wrongNameInTheParametersIsRefusedThoughTheHostIsRight() throws Exception {
        RawServer server = secure(Certificates.GOOD);
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("badserver.test")));
        SSLContext trusting = Certificates.GOOD.trusting();
        Transport transport =
                fixture.transport(builder -> builder.sslContext(trusting).sslParameters(parameters));

        assertThatThrownBy(() -> Fixture.get(transport, server))
                .isInstanceOf(CertificateRejectedException.class)
                .hasMessageContaining("badserver.test")
                .hasMessageContaining("WRONG_HOST");
    }

    @ParameterizedTest
    @CsvSource({"localhost, localhost", "127.0.0.1, none"})
    void hostIsIndicatedUnlessItIsAnAddress(String host, String name) throws Exception {
        BlockingQueue<String> indicated = new LinkedBlockingQueue<>();
        RawServer server = fixture.server(telling(indicated), Certificates.GOOD.server());
        Transport transport = trusting(Certificates.GOOD);

        URI uri = URI.create("https://" + host + ":" + server.port() + "/");
        transport.roundTrip(Request.get(uri)).body().readAllBytes();

        assertThat(indicated.poll(5, TimeUnit.SECONDS)).isEqualTo(name);
    }

    /** Row 66: TestTransportTLSHandshakeTimeout. */
    @Test
    void handshakeWithASilentServerTimesOut() throws Exception {
        RawServer server = fixture.server(Peer::readRequest);
        Transport transport = fixture.transport(builder -> builder.tlsHandshakeTimeout(Duration.ofMillis(100)));
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");

        assertThatThrownBy(() -> transport.roundTrip(Request.get(uri)))
                .isInstanceOf(TlsHandshakeTimeoutException.class)
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("handshake timeout")
                .hasMessageContaining("127.0.0.1:" + server.port());
        Eventually.await("the socket is closed", () -> server.peer(0).ended());
    }

    /** Row 156: TestHTTPSClientDetectsHTTPServer. */
    @Test
    void plainServerBehindASecureUriIsToldAsSuch() throws Exception {
        RawServer server = fixture.server(peer -> {
            peer.read(1);
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            peer.ended();
        });
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");

        assertThatThrownBy(() -> fixture.transport().roundTrip(Request.get(uri)))
                .isInstanceOf(SchemeMismatchException.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    @Test
    void serverThatHangsUpInTheHandshakeIsTold() throws Exception {
        RawServer server = fixture.server(peer -> peer.read(1));
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");

        assertThatThrownBy(() -> fixture.transport().roundTrip(Request.get(uri)))
                .isInstanceOf(TlsHandshakeException.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    private RawServer secure(Certificates certificate) throws Exception {
        return fixture.server(RawServer.always(Fixture.HELLO), certificate.server());
    }

    private Transport trusting(Certificates certificate) throws Exception {
        SSLContext trusting = certificate.trusting();
        return fixture.transport(builder -> builder.sslContext(trusting));
    }

    /** Answers, and tells the name that the client has indicated. */
    private static RawServer.Script telling(BlockingQueue<String> indicated) {
        return peer -> {
            peer.readRequest();
            ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) peer.socket()).getSession();
            indicated.add(session.getRequestedServerNames().stream()
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .findFirst()
                    .orElse("none"));
            peer.write(Fixture.HELLO);
            peer.ended();
        };
    }

    /** Trusts everybody. */
    private static final class Careless extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
