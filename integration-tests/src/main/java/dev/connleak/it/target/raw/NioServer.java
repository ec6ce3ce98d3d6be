package dev.connleak.it.target.raw;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** An HTTP server on one selector, as small as can be: a request is a head, and each is answered. Connections are kept. */
final class NioServer implements Runnable {
    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final ServerSocketChannel listener;

    private NioServer(Selector selector, ServerSocketChannel listener) {
        this.selector = selector;
        this.listener = listener;
    }

    /** The port that it listens on. */
    static int start() throws IOException {
        NioServer server = new NioServer(Selector.open(), ServerSocketChannel.open());
        server.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.listener.configureBlocking(false);
        server.listener.register(server.selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(server, "nio-server");
        thread.setDaemon(true);
        thread.start();
        return server.listener.socket().getLocalPort();
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            accepted.register(selector, SelectionKey.OP_READ, new StringBuilder());
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        StringBuilder head = (StringBuilder) key.attachment();
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        if (channel.read(bytes) < 0) {
            channel.close();
            return;
        }
        head.append(new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1));
        if (head.indexOf("\r\n\r\n") >= 0) {
            head.setLength(0);
            channel.write(ByteBuffer.wrap(RESPONSE));
        }
    }
}
