package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Transport;
import java.net.URI;
import java.util.function.Consumer;

/** The reference transport's {@code sendAsync}. */
public final class ReferenceAsync extends AsyncClient {
    private final Transport transport = Transport.builder().build();

    @Override
    protected void submit(String url, int times, Consumer<Object> responses) {
        for (int i = 0; i < times; i++) {
            transport.sendAsync(Request.get(URI.create(url))).thenAccept(responses); // @site
        }
    }
}
