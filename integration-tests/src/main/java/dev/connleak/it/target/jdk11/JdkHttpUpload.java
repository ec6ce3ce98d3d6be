package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.Upload;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}. */
public final class JdkHttpUpload implements Upload {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void send(String url, InputStream body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(BodyPublishers.ofInputStream(() -> body))
                .build();
        client.send(request, BodyHandlers.discarding()); // @site
    }
}
