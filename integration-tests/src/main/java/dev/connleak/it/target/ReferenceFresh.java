package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** The reference transport, one for each request as in Go's issue 4049. */
public final class ReferenceFresh extends FreshClient {
    private final Transport same = Transport.builder().build();

    @Override
    protected Object get(String url) throws IOException {
        Transport transport = Transport.builder().build(); // @site
        read(transport, url);
        return transport;
    }

    @Override
    protected void getWithTheSame(String url) throws IOException {
        read(same, url);
    }

    private static void read(Transport transport, String url) throws IOException {
        byte[] buffer = new byte[8192];
        try (Response response = transport.roundTrip(Request.get(URI.create(url)));
                InputStream body = response.body()) {
            while (body.read(buffer) >= 0) {
                // What it says does not matter.
            }
        }
    }
}
