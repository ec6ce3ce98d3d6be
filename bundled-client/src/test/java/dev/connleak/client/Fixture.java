package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and transports of one test, and the gate behind it: when all is closed, no loop, no socket and no ticket of
 * the test may be left.
 */
final class Fixture implements AfterEachCallback {

    static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nhello, world!";

    private final List<RawServer> servers = new ArrayList<>();
    private final List<Transport> transports = new ArrayList<>();

    RawServer server(RawServer.Script script) throws IOException {
        return server(script, null);
    }

    RawServer server(RawServer.Script script, @Nullable SSLContext tls) throws IOException {
        RawServer server = new RawServer(script, tls);
        servers.add(server);
        return server;
    }

    RawServer hello() throws IOException {
        return server(RawServer.always(HELLO));
    }

    Transport transport() {
        return transport(builder -> {});
    }

    Transport transport(Consumer<TransportBuilder> options) {
        TransportBuilder builder = Transport.builder();
        // A busy machine must not change whether a connection is used again.
        builder.writeWait = Duration.ofMinutes(1);
        options.accept(builder);
        Transport transport = builder.build();
        transports.add(transport);
        return transport;
    }

    /** GET and read to the end without closing; the id of the connection. */
    static long get(Transport transport, RawServer server) throws IOException {
        Response response = transport.roundTrip(Request.get(server.uri()));
        response.body().readAllBytes();
        return response.connectionId();
    }

    static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    static List<ConnectionState> states(Transport transport) {
        return transport.snapshot().connections().stream()
                .map(ConnectionSnapshot::state)
                .toList();
    }

    /** Wait until a connection is closed and its loops have ended, and say how it ended. */
    static ConnectionSnapshot ended(Transport transport, long id) throws Exception {
        Eventually.await(
                "connection " + id + " has ended",
                () -> transport.snapshot().lastEnded().stream().anyMatch(each -> each.id() == id));
        return transport.snapshot().lastEnded().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (Transport transport : transports) {
            transport.close();
        }
        for (Transport transport : transports) {
            Eventually.await("nothing left of " + transport.snapshot(), () -> empty(transport.snapshot()));
        }
        for (RawServer server : servers) {
            server.close();
        }
        Eventually.await("no thread left of " + threads(), () -> threads().isEmpty());
    }

    private static boolean empty(TransportSnapshot left) {
        return left.connections().isEmpty()
                && left.idle().isEmpty()
                && left.waiting().isEmpty()
                && left.opened() == left.ended();
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("connleak-client "))
                .toList();
    }
}
