package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.FreshClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}. */
public final class JdkHttpFresh extends FreshClient {
    private final HttpClient same = HttpClient.newHttpClient();

    @Override
    protected Object get(String url) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient(); // @site
        read(client, url);
        return client;
    }

    @Override
    protected void getWithTheSame(String url) throws IOException, InterruptedException {
        read(same, url);
    }

    private static void read(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        client.send(request, BodyHandlers.ofByteArray());
    }
}
