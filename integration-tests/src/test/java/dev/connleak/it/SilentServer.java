package dev.connleak.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections and never answers: it reads what comes, or nothing at all. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket listener;
    private final boolean reads;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket listener, boolean reads) {
        this.listener = listener;
        this.reads = reads;
    }

    static SilentServer reading() {
        return start(true);
    }

    /** Whoever sends much to it is stuck once the buffers are full. */
    static SilentServer deaf() {
        return start(false);
    }

    private static SilentServer start(boolean reads) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReceiveBufferSize(4096);
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512);
            SilentServer server = new SilentServer(listener, reads);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/upload";
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket each : accepted) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.add(socket);
                if (reads) {
                    daemon(() -> drain(socket));
                }
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private static void drain(Socket socket) {
        try (socket) {
            socket.getInputStream().skip(Long.MAX_VALUE);
        } catch (IOException e) {
            // The client was killed, or the test is over.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "silent");
        thread.setDaemon(true);
        thread.start();
    }
}
