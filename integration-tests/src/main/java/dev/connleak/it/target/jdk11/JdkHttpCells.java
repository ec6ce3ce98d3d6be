package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.CellClient;
import dev.connleak.it.target.Exchanges;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The eight cells of {@code java.net.http}, with {@code ofInputStream} bodies. */
public final class JdkHttpCells extends CellClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Answer open(String url) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(get(url), BodyHandlers.ofInputStream()); // @site
        return new Answer(response, response.body(), response.body());
    }

    @Override
    protected void keepAliveReadClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveReadNotClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void keepAliveUnreadNotClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void closeReadClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void closeReadNotClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    @Override
    protected void closeUnreadNotClosed(Exchanges exchanges) throws IOException, InterruptedException {
        for (int i = 0; i < exchanges.times(); i++) {
            end(client.send(get(exchanges.url()), BodyHandlers.ofInputStream()), exchanges); // @site
        }
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    private static void end(HttpResponse<InputStream> response, Exchanges exchanges) throws IOException {
        exchanges.end(response, response.body(), response.body());
    }
}
