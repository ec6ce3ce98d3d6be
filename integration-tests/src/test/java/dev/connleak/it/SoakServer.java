package dev.connleak.it;

import dev.connleak.it.soak.Served;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Answers {@code METHOD /CLIENT/SERVED}, where CLIENT is a digit, as {@link Served} says, and counts by client. */
final class SoakServer implements AutoCloseable {
    /** Small, so that a large answer is still being written while its client does not read. */
    private static final int SEND_BUFFER = 64 << 10;

    private static final int MOST_CLIENTS = 10;

    private final ServerSocket listener;
    private final Map<Served, byte[]> answers = new EnumMap<>(Served.class);
    private final AtomicLongArray requests = new AtomicLongArray(MOST_CLIENTS);
    private final AtomicLong accepted = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SoakServer() {
        answers.put(Served.SMALL, lengthy("", 200, 200));
        answers.put(Served.CHUNKED, chunked(4));
        answers.put(Served.LARGE, lengthy("", 300_000, 300_000));
        answers.put(Served.LAST, lengthy("Connection: close\r\n", 200, 200));
        answers.put(Served.LAST_UNTOLD, lengthy("", 200, 200));
        answers.put(Served.STALLED, lengthy("", 300_000, 10_000));
        answers.put(Served.TRUNCATED, lengthy("", 20_000, 10_000));
        answers.put(Served.RESET, lengthy("", 2_000_000, 1_500_000));
        answers.put(Served.NOTHING, new byte[0]);
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept, "soak-accept");
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    String url(int client, Served served) {
        return url() + "/" + client + "/" + served;
    }

    long requests(int client) {
        return requests.get(client);
    }

    long accepted() {
        return accepted.get();
    }

    /** How many connections neither side has closed, as far as this side can see. */
    int open() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket each : open) {
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
                accepted.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket), "soak-serve");
            } catch (IOException e) {
                return; // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
            OutputStream out = socket.getOutputStream();
            for (String path = path(in); !path.isEmpty(); path = path(in)) {
                requests.incrementAndGet(path.charAt(1) - '0');
                Served served = Served.valueOf(path.substring(3));
                out.write(answers.get(served));
                switch (served) {
                    case RESET -> {
                        socket.setSoLinger(true, 0);
                        return;
                    }
                    case LAST, LAST_UNTOLD, TRUNCATED, NOTHING -> {
                        return;
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            // The client closed with bytes unread, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    /** That of the next request, or "" at the end of the connection. */
    private static String path(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int inARow = 0;
        boolean inFirst = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                inFirst = false;
                inARow++;
                if (inARow == 2) {
                    return line.toString().split(" ")[1];
                }
            } else if (b != '\r') {
                inARow = 0;
                if (inFirst) {
                    line.append((char) b);
                }
            }
        }
        return "";
    }

    private static byte[] lengthy(String header, int length, int sent) {
        byte[] head = Answer.ascii("HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + length + "\r\n\r\n");
        return Arrays.copyOf(head, head.length + sent);
    }

    private static byte[] chunked(int chunks) {
        String chunk = "1388\r\n" + "x".repeat(0x1388) + "\r\n";
        return Answer.ascii(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(chunks) + "0\r\n\r\n");
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
