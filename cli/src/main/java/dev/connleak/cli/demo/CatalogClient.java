package dev.connleak.cli.demo;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks for the catalog, through the {@link Transport} that comes with connleak. */
final class CatalogClient {

    private final Transport transport = Transport.builder().build();
    private final Request catalog;

    CatalogClient(URI backend) {
        catalog = Request.get(backend.resolve("/catalog"));
    }

    /** Leaks: only a header is looked at, and the body stays where it is. */
    String version() throws IOException {
        Response response = transport.roundTrip(catalog);
        return String.valueOf(response.headers().first("ETag"));
    }

    /** Does not leak: the response is closed, after it was read to its end. */
    List<String> titles() throws IOException {
        try (Response response = transport.roundTrip(catalog)) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
