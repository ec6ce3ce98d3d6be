package dev.connleak.it.target;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Takes connections from a pool without a client: {@code keep TIMES URL} holds them, {@code lose TIMES URL} drops them,
 * {@code return TIMES URL} gives them back.
 */
public final class ManualLeases {
    private static final Timeout PATIENCE = Timeout.ofSeconds(30);

    private final Commands commands = new Commands();
    private final PoolingHttpClientConnectionManager manager = PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(100)
            .setMaxConnTotal(100)
            .build();

    private interface Action {
        void on(HttpRoute route) throws Exception;
    }

    private ManualLeases() {}

    public static void main(String[] args) throws IOException {
        ManualLeases program = new ManualLeases();
        program.commands
                .on("keep", words -> times(words, program::keep))
                .on("lose", words -> times(words, program::lose))
                .on("return", words -> times(words, program::giveBack))
                .serve();
    }

    private static String times(List<String> words, Action action) throws Exception {
        URI uri = URI.create(words.get(1));
        HttpRoute route = new HttpRoute(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()));
        for (int i = Integer.parseInt(words.get(0)); i > 0; i--) {
            action.on(route);
        }
        return "";
    }

    private void keep(HttpRoute route) throws Exception {
        ConnectionEndpoint endpoint = manager.lease("kept", route, null).get(PATIENCE); // @site
        connect(endpoint);
        commands.handles().add(endpoint);
    }

    private void lose(HttpRoute route) throws Exception {
        connect(manager.lease("lost", route, null).get(PATIENCE)); // @site
    }

    private void giveBack(HttpRoute route) throws Exception {
        ConnectionEndpoint endpoint = manager.lease("returned", route, null).get(PATIENCE);
        try {
            connect(endpoint);
        } finally {
            manager.release(endpoint, null, TimeValue.ofMinutes(1));
        }
    }

    private void connect(ConnectionEndpoint endpoint) throws IOException {
        if (!endpoint.isConnected()) {
            manager.connect(endpoint, PATIENCE, HttpClientContext.create());
        }
    }
}
