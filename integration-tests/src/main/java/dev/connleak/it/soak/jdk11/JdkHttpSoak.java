package dev.connleak.it.soak.jdk11;

import dev.connleak.it.soak.Opened;
import dev.connleak.it.soak.SoakClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}, with {@code ofInputStream} bodies. A response is given up by closing it. */
public final class JdkHttpSoak implements SoakClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public boolean cancelsFromElsewhere() {
        return false;
    }

    @Override
    public Opened open(String method, String url) throws IOException, InterruptedException {
        return opened(client.send(request(method, url), BodyHandlers.ofInputStream())); // @site
    }

    @Override
    public Opened openToHold(String url) throws IOException, InterruptedException {
        return opened(client.send(request("GET", url), BodyHandlers.ofInputStream())); // @site
    }

    @Override
    public Opened openToDrop(String url) throws IOException, InterruptedException {
        return opened(client.send(request("GET", url), BodyHandlers.ofInputStream())); // @site
    }

    private static HttpRequest request(String method, String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.noBody())
                .build();
    }

    private static Opened opened(HttpResponse<InputStream> response) {
        return Opened.of(response.body(), response.body(), () -> {});
    }
}
