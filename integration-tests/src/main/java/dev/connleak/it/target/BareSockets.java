package dev.connleak.it.target;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sockets and channels without a client above them. {@code KIND-FATE PORT TIMES} connects so many; the fate is
 * {@code drop}, {@code close} or {@code keep}. {@code serve} accepts on a port of its own, which it answers, and keeps
 * what it accepts.
 */
public final class BareSockets {
    private final Commands commands = new Commands();

    private BareSockets() {}

    public static void main(String[] args) throws IOException {
        new BareSockets().serve();
    }

    private void serve() throws IOException {
        commands.on("socket-drop", words -> times(words, this::dropSocket))
                .on("socket-close", words -> times(words, this::closeSocket))
                .on("socket-keep", words -> times(words, this::keepSocket))
                .on("channel-drop", words -> times(words, this::dropChannel))
                .on("channel-close", words -> times(words, this::closeChannel))
                .on("channel-keep", words -> times(words, this::keepChannel))
                .on("async-close", words -> times(words, this::closeAsync))
                .on("async-keep", words -> times(words, this::keepAsync))
                .on("accept", words -> accept(Integer.parseInt(words.get(0))));
        commands.serve();
    }

    private interface Action {
        void on(SocketAddress server) throws IOException;
    }

    private static String times(List<String> words, Action action) throws IOException {
        SocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(words.get(0)));
        for (int i = Integer.parseInt(words.get(1)); i > 0; i--) {
            action.on(server);
        }
        return "";
    }

    private void dropSocket(SocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, 10_000); // @site
        talk(socket);
    }

    private void closeSocket(SocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            talk(socket);
        }
    }

    private void keepSocket(SocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server); // @site
        talk(socket);
        commands.handles().add(socket);
    }

    private void dropChannel(SocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.connect(server); // @site
        talk(channel);
    }

    private void closeChannel(SocketAddress server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            talk(channel);
        }
    }

    private void keepChannel(SocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server); // @site
        talk(channel);
        commands.handles().add(channel);
    }

    private void closeAsync(SocketAddress server) throws IOException {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            await(channel.connect(server));
            talk(channel);
        }
    }

    private void keepAsync(SocketAddress server) throws IOException {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        await(channel.connect(server)); // @site
        talk(channel);
        commands.handles().add(channel);
    }

    /** Connects to a server of this JVM's own, which drops what it has accepted. */
    private String accept(int times) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress("127.0.0.1", 0));
            for (int i = 0; i < times; i++) {
                closeSocket(server, i % 2 == 0);
            }
        }
        return "";
    }

    private static void closeSocket(ServerSocketChannel server, boolean plain) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(server.getLocalAddress());
            Object accepted = plain ? server.socket().accept() : server.accept();
            if (accepted == null) {
                throw new IOException("nothing was accepted");
            }
        }
    }

    private static void talk(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        if (socket.getInputStream().read() < 0) {
            throw new IOException("no answer");
        }
    }

    private static void talk(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {'?'}));
        if (channel.read(ByteBuffer.allocate(1)) != 1) {
            throw new IOException("no answer");
        }
    }

    private static void talk(AsynchronousSocketChannel channel) throws IOException {
        await(channel.write(ByteBuffer.wrap(new byte[] {'?'})));
        if (await(channel.read(ByteBuffer.allocate(1))) != 1) {
            throw new IOException("no answer");
        }
    }

    private static <T> T await(Future<T> result) throws IOException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
