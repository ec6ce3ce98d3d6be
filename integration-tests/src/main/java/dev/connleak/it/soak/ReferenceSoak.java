package dev.connleak.it.soak;

import dev.connleak.client.Cancellation;
import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;

/** The reference transport. */
public final class ReferenceSoak implements SoakClient {
    private final Transport transport =
            Transport.builder().maxIdleConnectionsPerHost(100).build();

    @Override
    public Opened open(String method, String url) throws IOException {
        Cancellation cancellation = new Cancellation();
        return opened(cancellation, transport.roundTrip(request(method, url, cancellation))); // @site
    }

    @Override
    public Opened openToHold(String url) throws IOException {
        Cancellation cancellation = new Cancellation();
        return opened(cancellation, transport.roundTrip(request("GET", url, cancellation))); // @site
    }

    @Override
    public Opened openToDrop(String url) throws IOException {
        Cancellation cancellation = new Cancellation();
        return opened(cancellation, transport.roundTrip(request("GET", url, cancellation))); // @site
    }

    private static Request request(String method, String url, Cancellation cancellation) {
        return Request.builder(URI.create(url))
                .method(method)
                .cancellation(cancellation)
                .build();
    }

    private static Opened opened(Cancellation cancellation, Response response) {
        return Opened.of(response.body(), response::close, cancellation::cancel);
    }
}
