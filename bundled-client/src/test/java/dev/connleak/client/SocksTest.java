package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOCKS 5 proxies, which relay what they are asked for by name. */
class SocksTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Row 25: TestSOCKS5Proxy. */
    @ParameterizedTest(name = "{0}, secure site {1}, as {2}")
    @CsvSource({"socks5, false, ''", "socks5h, true, ''", "socks5, true, 'me:my%20secret@'"})
    void siteIsReachedBySocks(String scheme, boolean secure, String user) throws Exception {
        RawServer site = fixture.server(RawServer.always(Fixture.HELLO), secure ? Certificates.GOOD.server() : null);
        RawServer proxy = fixture.server(this::relay);
        Transport transport = by(scheme + "://" + user + "127.0.0.1:" + proxy.port(), Certificates.GOOD.trusting());
        URI uri = URI.create((secure ? "https" : "http") + "://localhost:" + site.port() + "/path");

        Response response = transport.roundTrip(Request.get(uri));
        assertThat(Fixture.text(response.body())).isEqualTo("hello, world!");

        assertThat(asked).containsExactly((user.isEmpty() ? "" : "me:my secret@") + "localhost:" + site.port());
        assertThat(site.nextRequest()).startsWith("GET /path HTTP/1.1\r\nHost: localhost:" + site.port() + "\r\n");
    }

    @Test
    void addressIsAskedForAsSuch() throws Exception {
        RawServer site = fixture.hello();
        RawServer proxy = fixture.server(this::relay);
        Transport transport = by("socks5://127.0.0.1:" + proxy.port(), Certificates.GOOD.trusting());

        Fixture.get(transport, site);

        assertThat(asked).containsExactly("127.0.0.1/" + site.port());
    }

    @ParameterizedTest
    @CsvSource({
        "05ff, none of our ways",
        "0500 0505000100000000 0000, connection refused",
        "0500 0563, unknown reply 99",
        "485454, not SOCKS 5",
        "0500, hung up"
    })
    void refusalIsToldWithItsReason(String answers, String reason) throws Exception {
        RawServer proxy = fixture.server(peer -> {
            peer.read(3);
            String[] parts = answers.split(" ", 2);
            peer.write(bytes(parts[0]));
            if (parts.length == 2) {
                peer.read(4);
                peer.write(bytes(parts[1].replace(" ", "")));
            }
        });
        Transport transport = by("socks5://127.0.0.1:" + proxy.port(), Certificates.GOOD.trusting());

        assertThatThrownBy(() -> transport.roundTrip(Request.get(URI.create("http://site.test/"))))
                .isInstanceOf(SocksException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("http://site.test:80 by proxy socks5://127.0.0.1:" + proxy.port());
        assertThat(transport.snapshot().opened()).isZero();
    }

    private Transport by(String proxy, SSLContext trusting) {
        return fixture.transport(
                builder -> builder.proxies(Proxies.of(URI.create(proxy))).sslContext(trusting));
    }

    private void relay(Peer peer) throws IOException {
        peer.read(1);
        byte[] methods = peer.read(peer.read(1)[0]);
        String user = "";
        if (methods.length == 2) {
            peer.write(new byte[] {5, 2});
            peer.read(1);
            user = text(peer) + ":" + text(peer) + "@";
            peer.write(new byte[] {1, 0});
        } else {
            peer.write(new byte[] {5, 0});
        }
        int type = peer.read(4)[3];
        String host = type == 3 ? text(peer) : "127.0.0.1";
        if (type == 1) {
            peer.read(4);
        }
        byte[] port = peer.read(2);
        int number = (port[0] & 0xff) << 8 | port[1] & 0xff;
        asked.add(user + host + (type == 3 ? ":" : "/") + number);
        peer.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        peer.relay("127.0.0.1", number);
    }

    private static String text(Peer peer) throws IOException {
        return new String(peer.read(peer.read(1)[0]), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
