package dev.connleak.it.target;

import dev.connleak.client.Client;
import dev.connleak.client.Headers;
import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/** The reference client's {@code sendAsync}, whose second hop is begun by a thread that the application does not know. */
public final class RedirectedAsync extends AsyncClient {
    private final Transport transport = Transport.builder().build();

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        Client client = Client.builder(request -> hop(request, url)).build();
        for (int i = 0; i < times; i++) {
            client.sendAsync(Request.get(URI.create("http://moved.example/"))).thenAccept(responses); // @site
        }
    }

    private Response hop(Request request, String url) throws IOException {
        return request.uri().getHost().equals("moved.example")
                ? Response.of(301, Headers.of("Location", url), null)
                : transport.roundTrip(request);
    }
}
