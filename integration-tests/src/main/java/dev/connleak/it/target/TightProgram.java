package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Two clients whose pools hold two connections: {@code hold CLIENT URL} takes one of them and leaves its body alone,
 * {@code read CLIENT URL} takes one and reads on a thread of its own for as long as there is something to read, and
 * {@code wait CLIENT URL} sends a thread after one more.
 */
public final class TightProgram {
    private static final int CONNECTIONS = 2;

    private interface Client {
        InputStream get(String url) throws IOException;
    }

    private TightProgram() {}

    public static void main(String[] args) throws IOException {
        Client apache = apache();
        Client reference = reference();
        Commands commands = new Commands();
        commands.on("hold", words -> {
                    commands.handles().add(client(words, apache, reference).get(words.get(1)));
                    return "";
                })
                .on("read", words -> begin("reader", client(words, apache, reference), words.get(1)))
                .on("wait", words -> begin("waiter", client(words, apache, reference), words.get(1)))
                .serve();
    }

    private static Client client(List<String> words, Client apache, Client reference) {
        return words.get(0).equals("APACHE_5") ? apache : reference;
    }

    private static Client apache() {
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .build())
                .build();
        return url -> TightProgram.execute(client, url);
    }

    private static Client reference() {
        Transport transport =
                Transport.builder().maxConnectionsPerHost(CONNECTIONS).build();
        return url -> TightProgram.roundTrip(transport, url);
    }

    @SuppressWarnings("deprecation") // The call that most applications make.
    private static InputStream execute(CloseableHttpClient client, String url) throws IOException {
        return client.execute(new HttpGet(url)).getEntity().getContent(); // @site
    }

    private static InputStream roundTrip(Transport transport, String url) throws IOException {
        return transport.roundTrip(Request.get(URI.create(url))).body(); // @site
    }

    private static String begin(String name, Client client, String url) {
        Thread thread = new Thread(
                () -> {
                    try (InputStream body = client.get(url)) {
                        while (body.read() >= 0) {
                            // What it says does not matter.
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return "";
    }
}
