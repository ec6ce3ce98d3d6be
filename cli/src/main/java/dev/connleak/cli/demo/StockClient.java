package dev.connleak.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks the warehouse, through {@link HttpURLConnection}. */
final class StockClient {

    private final URI backend;

    StockClient(URI backend) {
        this.backend = backend;
    }

    /** Leaks: the status says it all, so the body that comes with it is forgotten. */
    boolean isDiscontinued(String article) throws IOException {
        HttpURLConnection connection = open("/discontinued/" + article);
        if (connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            return false;
        }
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
            return true;
        }
    }

    /** Does not leak: the body is read to its end and closed, whatever the status. */
    int available(String article) throws IOException {
        HttpURLConnection connection = open("/stock/" + article);
        boolean found = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        try (InputStream in = found ? connection.getInputStream() : connection.getErrorStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return found ? Integer.parseInt(text) : 0;
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) backend.resolve(path).toURL().openConnection();
    }
}
