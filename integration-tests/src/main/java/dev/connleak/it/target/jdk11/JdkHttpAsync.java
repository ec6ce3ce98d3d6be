package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.AsyncClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** {@code sendAsync} of {@code java.net.http}. */
public final class JdkHttpAsync extends AsyncClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        for (int i = 0; i < times; i++) {
            client.sendAsync(get(url), BodyHandlers.ofInputStream()).thenAccept(responses); // @site
        }
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }
}
