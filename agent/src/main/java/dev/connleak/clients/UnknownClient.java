package dev.connleak.clients;

import static dev.connleak.clients.Value.THIS;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Whatever else connects a socket: drivers, mail, message brokers, HTTP clients that no file of this room knows. Only
 * sockets that were <em>connected</em> from here are followed; what a server accepts never is.
 *
 * <p>Nothing is known of exchanges and pools, so nothing is said of a socket that is alive. One that is collected without
 * having been closed was dropped. A {@code Socket} is then closed by the JDK (8 to 12: the finalizer of
 * {@code AbstractPlainSocketImpl}; 13+: the cleaner of {@code NioSocketImpl}; neither calls {@code Socket.close}); a
 * {@code SocketChannel} has no such net, and its descriptor is lost. An {@code AsynchronousSocketChannel} is held by the
 * port that it is registered with, so a dropped one is never known to be.
 */
final class UnknownClient extends Client {
    UnknownClient() {
        super("unknown-client", "whatever opens a socket", null);
    }

    @Override
    public String advice() {
        return "Close the socket on every path: try (Socket socket = new Socket(host, port)) { … }, the same for a"
                + " SocketChannel, or close the client that opened it.";
    }

    @Override
    public boolean partOfJdk() {
        return true;
    }

    @Override
    public void hooks(Hooks on) {
        on.type("java.net.Socket")
                .exit("connect", 2, Event.SOCKET_CONNECTED, THIS)
                .enter("close", 0, Event.CONNECTION_CLOSED, THIS);
        on.type("sun.nio.ch.SocketChannelImpl")
                .exit("connect", 1, Event.SOCKET_CONNECTED, THIS)
                .enter("implCloseSelectableChannel", 0, Event.CONNECTION_CLOSED, THIS);
        // Connects later, or fails and closes itself; the code that wants it is on this stack only.
        on.type("sun.nio.ch.UnixAsynchronousSocketChannelImpl")
                .exit("implConnect", 3, Event.SOCKET_CONNECTED, THIS)
                .enter("implClose", 0, Event.CONNECTION_CLOSED, THIS);
    }

    @Override
    void request(Object request, Objects read, Description into) {}

    @Override
    void response(Object response, Objects read, Description into) {}

    @Override
    @Nullable
    Closeable socket(Object connection, Objects read) {
        return connection instanceof Closeable ? (Closeable) connection : null;
    }
}
