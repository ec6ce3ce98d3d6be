package dev.connleak.it.target.historic.dev.connleak.client;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadFactory;

/** Sends GET requests whose responses have no body. */
public final class HistoricTransport {
    /** Go's DefaultMaxIdleConnsPerHost. */
    private static final int MAX_IDLE_PER_HOST = 2;

    private final Pool pool;

    public HistoricTransport(ThreadFactory threads) {
        pool = new Pool(new Settings(threads, MAX_IDLE_PER_HOST));
    }

    /** @return the status; no body is ever looked at */
    public int get(String url) throws IOException {
        Call call = new Call(new Request("GET", URI.create(url)));
        Connection connection = pool.obtain(call);
        return connection.send(new Exchange(call, connection, false));
    }
}
