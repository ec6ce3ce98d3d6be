package dev.connleak.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What carries a connection: a TCP socket, and the layers of TLS over it. */
final class Link {

    /** The socket that the kernel knows. */
    private final Socket tcp;

    /** The outermost layer, whose streams are used. */
    private final Socket socket;

    private final Settings settings;
    private final InputStream input;
    private final Output output;
    private final @Nullable SSLSession session;

    Link(Settings settings, Socket tcp, Socket outermost) throws IOException {
        this.settings = settings;
        this.tcp = tcp;
        socket = outermost;
        input = outermost.getInputStream();
        output = new Output(outermost.getOutputStream());
        // A dialer of the application's may have left the handshake to be made: this makes it.
        session = outermost instanceof SSLSocket ? ((SSLSocket) outermost).getSession() : null;
    }

    /** The socket that the kernel knows, or that a dialer of the application's has made. */
    Socket tcp() {
        return tcp;
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    /** What TLS has agreed on with the origin, or null in the clear. */
    @Nullable
    SSLSession session() {
        return session;
    }

    /**
     * Close all layers.
     *
     * <p>TLS says good-bye first, which may block behind a full send buffer and is cut short after a time. While a write
     * is under way nothing is said at all: the close is there to end that write (Go does the same).
     */
    void close() {
        if (socket != tcp && !output.writing) {
            String name = "close of " + tcp.getRemoteSocketAddress();
            try (TimeLimit limit =
                    TimeLimit.start(settings.threads, name, settings.tlsCloseNanos, () -> discard(tcp))) {
                socket.close();
            } catch (IOException e) {
                // The good-bye could not be said; the peer sees the end of the TCP connection.
                discard(tcp);
            }
        }
        discard(tcp);
    }

    /** Close a socket of which nothing more is expected. */
    static void discard(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has given up its descriptor all the same, and there is nobody to tell.
            return;
        }
    }

    /** Knows whether a write is under way. */
    private static final class Output extends FilterOutputStream {

        private volatile boolean writing;

        Output(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writing = true;
            try {
                out.write(bytes, offset, length);
            } finally {
                writing = false;
            }
        }
    }
}
