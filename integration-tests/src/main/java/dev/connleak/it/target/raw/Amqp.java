package dev.connleak.it.target.raw;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * The heartbeats of AMQP 0-9-1 over a channel that never blocks: each side sends its own in time, and nothing else. Only
 * the selector's keys reach the channel.
 */
final class Amqp extends Protocol {
    private static final byte[] PREFACE = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final byte[] HEARTBEAT = {8, 0, 0, 0, 0, 0, 0, (byte) 0xCE};
    private static final long PAUSE_MILLIS = 200;

    private final ByteBuffer frame = ByteBuffer.allocate(HEARTBEAT.length);

    @Override
    void speak(int port) throws IOException {
        try (Selector selector = Selector.open()) {
            register(selector, port);
            while (selector.isOpen()) {
                selector.select(PAUSE_MILLIS);
                for (SelectionKey key : selector.keys()) {
                    turn(key);
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private static void register(Selector selector, int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** On each round, ready or not: reads what there is, and sends a heartbeat. */
    private void turn(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (!channel.isConnected()) {
            if (channel.finishConnect()) {
                channel.write(ByteBuffer.wrap(PREFACE));
                key.interestOps(SelectionKey.OP_READ);
            }
            return;
        }
        channel.write(ByteBuffer.wrap(HEARTBEAT));
        if (channel.read(frame) < 0) {
            channel.close();
            throw new EOFException("the broker is gone");
        }
        if (!frame.hasRemaining()) {
            frame.clear();
            beat();
        }
    }
}
