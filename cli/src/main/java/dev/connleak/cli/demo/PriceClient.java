package dev.connleak.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Asks for prices, through {@link HttpClient}. */
final class PriceClient {

    private static final String FORMAT = "prices 1";

    private final URI backend;
    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final Map<String, Long> cents = new HashMap<>();

    PriceClient(URI backend) {
        this.backend = backend;
    }

    /** Leaks: on its way out the exception passes by a stream that nobody closes. */
    void importList() throws IOException, InterruptedException {
        InputStream in =
                client.send(get("/prices"), BodyHandlers.ofInputStream()).body();
        BufferedReader list = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        requireFormat(list.readLine());
        for (String line = list.readLine(); line != null; line = list.readLine()) {
            String[] words = line.split(" ", 2);
            cents.put(words[0], Long.parseLong(words[1]));
        }
        list.close();
    }

    /** Does not leak: the stream is closed on every path. */
    long price(String article) throws IOException, InterruptedException {
        Long known = cents.get(article);
        if (known != null) {
            return known;
        }
        HttpRequest request = get("/prices/" + article);
        try (InputStream in = client.send(request, BodyHandlers.ofInputStream()).body()) {
            return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(backend.resolve(path)).build();
    }

    private static void requireFormat(String line) {
        if (!line.equals(FORMAT)) {
            throw new UnknownFormatException(line);
        }
    }
}
