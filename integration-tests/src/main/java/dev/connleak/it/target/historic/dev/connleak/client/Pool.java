package dev.connleak.it.target.historic.dev.connleak.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/** Idle connections of one host; guarded by its monitor. */
final class Pool {
    private final Settings settings;
    private final Deque<Connection> idle = new ArrayDeque<>();

    Pool(Settings settings) {
        this.settings = settings;
    }

    Connection obtain(Call call) throws IOException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.removeLast();
            }
        }
        URI uri = call.request().uri;
        Connection dialled = new Connection(this, new Socket(uri.getHost(), uri.getPort()));
        dialled.start(settings.threads);
        return dialled;
    }

    /** The leak: the connection that is refused is closed, and the reader that gave it is not told. */
    void put(Connection connection) {
        synchronized (this) {
            if (idle.size() < settings.maxIdle) {
                idle.addLast(connection);
                return;
            }
        }
        connection.close();
    }

    void close() {
        idle.forEach(Connection::close);
    }
}
