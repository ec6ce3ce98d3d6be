package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The reference transport with few connections. */
public final class SmallReferencePool implements ExhaustedProgram.SmallPool {
    private final List<Object> kept = new ArrayList<>();
    private final Transport transport =
            Transport.builder().maxConnectionsPerHost(ExhaustedProgram.LIMIT).build();

    @Override
    public void lend(String url) throws IOException {
        kept.add(transport.roundTrip(get(url)));
    }

    @Override
    public void ask(String url) {
        try {
            transport.roundTrip(get(url)).body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request get(String url) {
        return Request.get(URI.create(url));
    }
}
