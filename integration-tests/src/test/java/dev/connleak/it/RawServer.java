package dev.connleak.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/1.1 server on a port of its own that gives every request the same answer and keeps count. It sends a response in one write. Where it closes, it closes its half and reads on, so that it learns when the client
 * closes too; the kernel shows the same states for that as for a full close, and keeps them for longer.
 */
final class RawServer implements AutoCloseable {
    /** One accepted connection; written by its serving thread, read by tests. */
    static final class Accepted {
        private final Socket socket;
        private volatile int requests;
        private volatile boolean closedThere;

        Accepted(Socket socket) {
            this.socket = socket;
        }

        int clientPort() {
            return socket.getPort();
        }

        int requests() {
            return requests;
        }

        boolean closedByClient() {
            return closedThere;
        }
    }

    /** Small, so that a large answer is still being written while its client does not read. */
    private static final int SEND_BUFFER = 64 << 10;

    private static final Duration DRIP = Duration.ofMillis(50);

    private final ServerSocket listener;
    private final Answer answer;
    private final byte[] head;
    private final byte[] body;
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RawServer(ServerSocket listener, Answer answer) {
        this.listener = listener;
        this.answer = answer;
        this.head = Answer.ascii(answer.head());
        this.body = answer.body();
    }

    static RawServer answering(Answer answer) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512);
            RawServer server = new RawServer(listener, answer);
            daemon(server::accept, "accept-" + server.port());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/answer";
    }

    String route() {
        return "http://127.0.0.1:" + port();
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** How many connections the client has not closed. */
    int open() {
        return (int) accepted.stream().filter(each -> !each.closedByClient()).count();
    }

    int requests() {
        return accepted.stream().mapToInt(Accepted::requests).sum();
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            listener.close();
            for (Accepted each : accepted) {
                each.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Accepted connection = new Accepted(listener.accept());
                accepted.add(connection);
                daemon(() -> serve(connection), "serve-" + connection.clientPort());
            } catch (IOException e) {
                return; // The test is over, or the machine has no descriptors left: the test sees too few connections.
            }
        }
    }

    private void serve(Accepted connection) {
        try {
            connection.socket.setTcpNoDelay(true);
            connection.socket.setSendBufferSize(SEND_BUFFER);
            InputStream in = new BufferedInputStream(connection.socket.getInputStream());
            OutputStream out = connection.socket.getOutputStream();
            while (readHead(in)) {
                connection.requests++;
                respond(out);
                if (answer.close()) {
                    connection.socket.shutdownOutput();
                }
            }
        } catch (IOException e) {
            // The client closed while it was being answered, or with bytes unread: a reset. Or the test is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.closedThere = true;
            closeQuietly(connection.socket);
        }
    }

    private void respond(OutputStream out) throws IOException, InterruptedException {
        switch (answer.pace()) {
            case AT_ONCE -> out.write(withHead(body.length));
            case DRIP -> {
                out.write(withHead(1));
                for (int i = 1; i < body.length && !stopsWithin(DRIP); i++) {
                    out.write(body, i, 1);
                }
            }
            // A hanging server goes on to the next request, which never comes, and so learns when the client closes.
            case HANG_BEFORE_HEAD -> {}
            case HANG_AFTER_FIRST_BYTE -> out.write(withHead(1));
            case EVENT_STREAM -> {
                out.write(head);
                byte[] event = Answer.ascii("c\r\ndata: tick\n\n\r\n");
                do {
                    out.write(event);
                } while (!stopsWithin(DRIP));
            }
        }
    }

    private boolean stopsWithin(Duration time) throws InterruptedException {
        return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return false at the end of the connection */
    private static boolean readHead(InputStream in) throws IOException {
        int bodyLength = 0;
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        while (!line.isEmpty()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                bodyLength = Integer.parseInt(line.substring(15).trim());
            }
            line = line(in);
        }
        in.skipNBytes(bodyLength);
        return true;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private byte[] withHead(int bodyBytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + bodyBytes);
        all.writeBytes(head);
        all.write(body, 0, bodyBytes);
        return all.toByteArray();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be told: the connection counts as closed.
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
