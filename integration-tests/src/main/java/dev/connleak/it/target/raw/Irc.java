package dev.connleak.it.target.raw;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Lines over a blocking channel: says who it is, and answers each PING. */
final class Irc extends Protocol {
    @Override
    void speak(int port) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            say(channel, "NICK connleak\r\n");
            StringBuilder line = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (channel.read(one) > 0) {
                char next = (char) one.get(0);
                one.clear();
                line.append(next);
                if (next == '\n') {
                    heard(channel, line.toString());
                    line.setLength(0);
                }
            }
        }
    }

    private void heard(SocketChannel channel, String line) throws IOException {
        if (line.startsWith("PING")) {
            say(channel, "PONG" + line.substring("PING".length()));
        }
        beat();
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
