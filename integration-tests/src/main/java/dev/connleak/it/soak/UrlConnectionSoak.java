package dev.connleak.it.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** {@code HttpURLConnection}; that it sends no POST again is a property of the JVM. */
public final class UrlConnectionSoak implements SoakClient {
    @Override
    public boolean cancelsFromElsewhere() {
        return false;
    }

    @Override
    public Opened open(String method, String url) throws IOException {
        HttpURLConnection connection = connection(url);
        if (method.equals("POST")) {
            connection.setRequestMethod(method);
            connection.setDoOutput(true);
            connection.getOutputStream().close();
        }
        return opened(connection, connection.getInputStream()); // @site
    }

    @Override
    public Opened openToHold(String url) throws IOException {
        HttpURLConnection connection = connection(url);
        return opened(connection, connection.getInputStream()); // @site
    }

    @Override
    public Opened openToDrop(String url) throws IOException {
        HttpURLConnection connection = connection(url);
        return opened(connection, connection.getInputStream()); // @site
    }

    private static HttpURLConnection connection(String url) throws IOException {
        return (HttpURLConnection) new URL(url).openConnection();
    }

    private static Opened opened(HttpURLConnection connection, InputStream body) {
        return Opened.of(body, body, connection::disconnect);
    }
}
