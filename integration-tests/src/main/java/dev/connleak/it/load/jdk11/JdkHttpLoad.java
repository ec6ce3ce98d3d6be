package dev.connleak.it.load.jdk11;

import dev.connleak.it.load.Drain;
import dev.connleak.it.load.LoadClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}, with {@code ofInputStream} bodies. Its pool has no limit, so the number of callers does not matter. */
public final class JdkHttpLoad implements LoadClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public JdkHttpLoad(int callers) {}

    @Override
    public Get prepare(String url) {
        URI uri = URI.create(url);
        return buffer -> Drain.toEnd(
                client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                        .body(),
                buffer);
    }
}
