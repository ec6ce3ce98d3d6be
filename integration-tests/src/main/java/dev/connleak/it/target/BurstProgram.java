package dev.connleak.it.target;

import dev.connleak.client.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** {@code burst CLIENT TIMES URL} has that many exchanges side by side, each read to its end, with a pool that keeps all. */
public final class BurstProgram {
    private interface Exchange {
        void with(String url) throws Exception;
    }

    private BurstProgram() {}

    public static void main(String[] args) throws IOException {
        Commands commands = new Commands();
        commands.on("burst", words -> burst(words, exchange(words.get(0), Integer.parseInt(words.get(1)), commands)))
                .serve();
    }

    private static Exchange exchange(String client, int times, Commands commands) throws Exception {
        switch (client) {
            case "APACHE_5":
                CloseableHttpClient apache = HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(times)
                                .setMaxConnTotal(times)
                                .build())
                        .build();
                commands.handles().add(apache);
                return url -> BurstProgram.execute(apache, url);
            case "OKHTTP_4":
                OkHttpClient ok = new OkHttpClient.Builder()
                        .connectionPool(new ConnectionPool(times, 5, TimeUnit.MINUTES))
                        .build();
                return url -> BurstProgram.call(ok, url);
            case "REFERENCE":
                Transport transport =
                        Transport.builder().maxIdleConnectionsPerHost(times).build();
                commands.handles().add(transport);
                return url -> read(transport
                        .roundTrip(dev.connleak.client.Request.get(URI.create(url)))
                        .body());
            case "HTTP_URL_CONNECTION":
                return url -> read(new URL(url).openConnection().getInputStream());
            default:
                FreshClient jdk = FreshClient.named("dev.connleak.it.target.jdk11.JdkHttpFresh");
                return jdk::getWithTheSame;
        }
    }

    private static void execute(CloseableHttpClient client, String url) throws IOException {
        client.execute(new HttpGet(url), response -> EntityUtils.toString(response.getEntity())); // @site
    }

    private static void call(OkHttpClient client, String url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) { // @site
            response.body().bytes();
        }
    }

    private static void read(InputStream body) throws IOException {
        try (InputStream in = body) {
            while (in.read() >= 0) {
                // What it says does not matter.
            }
        }
    }

    private static String burst(List<String> words, Exchange exchange) throws Exception {
        SideBySide.run(Integer.parseInt(words.get(1)), () -> exchange.with(words.get(2)));
        return "";
    }
}
