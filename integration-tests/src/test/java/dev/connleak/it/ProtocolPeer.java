package dev.connleak.it;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The other side of one protocol of {@code ManyProtocols}; each connection goes on until its client closes it. */
final class ProtocolPeer implements AutoCloseable {
    private interface Conversation {
        void on(Socket socket) throws IOException, InterruptedException;
    }

    private static final byte[] HEARTBEAT = {8, 0, 0, 0, 0, 0, 0, (byte) 0xCE};
    private static final int AMQP_PREFACE = 8;

    private final ServerSocket listener;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ProtocolPeer() throws IOException {
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Answers each command. */
    static ProtocolPeer redis() {
        return started(peer -> socket -> peer.pong(socket));
    }

    /** Lays TLS over the connection, lets the client in, and notifies it now and then. */
    static ProtocolPeer postgres(SSLContext tls) {
        return started(peer -> socket -> peer.notify(socket, tls));
    }

    /** Asks whether the client is there, again and again. */
    static ProtocolPeer irc() {
        return started(peer -> socket -> peer.ping(socket));
    }

    /** Sends heartbeats, and takes the client's. */
    static ProtocolPeer amqp() {
        return started(peer -> socket -> peer.beat(socket));
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pong(Socket socket) throws IOException {
        BufferedReader in = lines(socket.getInputStream());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("PING")) {
                socket.getOutputStream().write(ascii("+PONG\r\n"));
            }
        }
    }

    private void notify(Socket plain, SSLContext tls) throws IOException, InterruptedException {
        new DataInputStream(plain.getInputStream()).readFully(new byte[8]);
        plain.getOutputStream().write('S');
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        DataInputStream in = new DataInputStream(secured.getInputStream());
        in.readFully(new byte[in.readInt() - 4]);
        DataOutputStream out = new DataOutputStream(secured.getOutputStream());
        frame(out, 'R', ascii("\0\0\0\0"));
        frame(out, 'Z', ascii("I"));
        while (!stopsWithin(1000)) {
            frame(out, 'A', ascii("\0\0\0\1orders\0\0"));
        }
    }

    private static void frame(DataOutputStream out, char type, byte[] content) throws IOException {
        out.write(type);
        out.writeInt(4 + content.length);
        out.write(content);
        out.flush();
    }

    private void ping(Socket socket) throws IOException, InterruptedException {
        BufferedReader in = lines(socket.getInputStream());
        in.readLine();
        do {
            socket.getOutputStream().write(ascii("PING :connleak\r\n"));
        } while ("PONG :connleak".equals(in.readLine()) && !stopsWithin(500));
    }

    private void beat(Socket socket) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[AMQP_PREFACE]);
        OutputStream out = socket.getOutputStream();
        do {
            in.readFully(new byte[HEARTBEAT.length]);
            out.write(HEARTBEAT);
        } while (!stopsWithin(0));
    }

    private boolean stopsWithin(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    private static ProtocolPeer started(Function<ProtocolPeer, Conversation> protocol) {
        try {
            ProtocolPeer peer = new ProtocolPeer();
            Conversation conversation = protocol.apply(peer);
            daemon(() -> peer.accept(conversation));
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Conversation conversation) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                daemon(() -> converse(socket, conversation));
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private static void converse(Socket socket, Conversation conversation) {
        try (socket) {
            conversation.on(socket);
        } catch (IOException e) {
            // The client is gone: its connection is over as well.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "peer");
        thread.setDaemon(true);
        thread.start();
    }
}
