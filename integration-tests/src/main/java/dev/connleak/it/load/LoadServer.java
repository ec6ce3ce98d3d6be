package dev.connleak.it.load;

import dev.connleak.it.target.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /N} with N bytes, from one thread, a response in one write. The command {@code port} says where.
 *
 * <p>It has to cost little beside the client: a request is looked at only for its number and for the empty line at its
 * end, a response is made once for each number. It trusts its clients to send no body and not to pipeline.
 */
public final class LoadServer {
    private static final int BACKLOG = 512;

    /** Room for the largest response, so that one write takes it. */
    private static final int SEND_BUFFER = 256 << 10;

    private static final int LARGEST_HEAD = 4096;

    /** The bytes before the number in {@code GET /N}. */
    private static final int BEFORE_NUMBER = 5;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Map<Integer, ByteBuffer> responses = new HashMap<>();

    private LoadServer() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        LoadServer server = new LoadServer();
        Thread thread = new Thread(server::serve, "server");
        thread.setDaemon(true);
        thread.start();
        int port = server.listener.socket().getLocalPort();
        new Commands().on("port", words -> Integer.toString(port)).serve();
    }

    private void serve() {
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    turn(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            // Only the selector or the listener can have failed: no measurement is possible any more.
            System.err.println("the server failed: " + e);
            System.exit(1);
        }
    }

    private void turn(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        try {
            Client client = (Client) key.attachment();
            if (key.isReadable()) {
                read(key, client);
            } else {
                write(key, client);
            }
        } catch (IOException e) {
            // A client process that is gone: its connections end one by one, and its benchmark has failed already.
            key.channel().close();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        channel.register(selector, SelectionKey.OP_READ, new Client(channel));
    }

    private void read(SelectionKey key, Client client) throws IOException {
        ByteBuffer head = client.head;
        if (client.channel.read(head) < 0) {
            client.channel.close();
            return;
        }
        int end = head.position();
        if (end >= 4 && head.get(end - 1) == '\n' && head.get(end - 3) == '\n') {
            client.response = responses
                    .computeIfAbsent(number(head), LoadServer::response)
                    .duplicate();
            head.clear();
            write(key, client);
        }
    }

    private static void write(SelectionKey key, Client client) throws IOException {
        ByteBuffer response = client.response;
        if (response != null) {
            client.channel.write(response);
            int next = response.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != next) {
                key.interestOps(next);
            }
        }
    }

    private static int number(ByteBuffer head) {
        int number = 0;
        for (int i = BEFORE_NUMBER; head.get(i) != ' '; i++) {
            number = number * 10 + head.get(i) - '0';
        }
        return number;
    }

    private static ByteBuffer response(int bytes) {
        byte[] head = ("HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 00:00:00 GMT\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-Length: " + bytes + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer response = ByteBuffer.allocateDirect(head.length + bytes);
        response.put(head).position(0);
        return response;
    }

    /** One connection. */
    private static final class Client {
        final SocketChannel channel;
        final ByteBuffer head = ByteBuffer.allocateDirect(LARGEST_HEAD);

        @Nullable
        ByteBuffer response;

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }
}
