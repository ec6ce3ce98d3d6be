package dev.connleak.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers the first request of each connection when as many have come as were asked for, so that none is used twice. */
final class BurstServer implements AutoCloseable {
    private static final byte[] ANSWER = Answer.ascii(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=600\r\n\r\nok");

    private final ServerSocket listener;
    private final CountDownLatch all;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    private BurstServer(ServerSocket listener, int burst) {
        this.listener = listener;
        this.all = new CountDownLatch(burst);
    }

    static BurstServer of(int burst) {
        try {
            BurstServer server = new BurstServer(new ServerSocket(0, burst, InetAddress.getByName("127.0.0.1")), burst);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/answer";
    }

    /** Closes what it has accepted, and goes on listening. */
    void closeConnections() {
        for (Socket socket : accepted) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeConnections();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            for (int last = 0; last != 0x0d0a0d0a; ) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                last = last << 8 | next;
            }
            all.countDown();
            all.await();
            socket.getOutputStream().write(ANSWER);
        } catch (IOException e) {
            // The client went away: the test sees too few connections.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "burst server");
        thread.setDaemon(true);
        thread.start();
    }
}
