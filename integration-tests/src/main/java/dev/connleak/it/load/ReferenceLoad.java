package dev.connleak.it.load;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import dev.connleak.client.TransportBuilder;
import java.net.URI;

/** The reference transport, its loops on virtual threads where the JVM has them. */
public class ReferenceLoad implements LoadClient {
    private final Transport transport;

    public ReferenceLoad(int callers) {
        this(builder(callers));
    }

    ReferenceLoad(TransportBuilder builder) {
        transport = builder.build();
    }

    static TransportBuilder builder(int callers) {
        return Transport.builder().maxIdleConnectionsPerHost(callers);
    }

    @Override
    public Get prepare(String url) {
        URI uri = URI.create(url);
        return buffer -> {
            try (Response response = transport.roundTrip(Request.get(uri))) {
                return Drain.toEnd(response.body(), buffer);
            }
        };
    }
}
