package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server that says exactly the bytes it is told to. */
final class RawServer implements AutoCloseable {

    /** What happens on one connection, on a thread of its own. */
    interface Script {
        void serve(Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;

    /** Null for a server that speaks in the clear. */
    private final @Nullable SSLContext tls;

    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    RawServer(Script script) throws IOException {
        this(script, null);
    }

    RawServer(Script script, @Nullable SSLContext tls) throws IOException {
        this.script = script;
        this.tls = tls;
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon("server accept", this::accept);
    }

    /** Give the same answer to each request, and close after one that asks for it. */
    static Script always(String answer) {
        return always(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Script always(byte[] answer) {
        return answeringBytes(request -> answer);
    }

    /** Give each request the answer that it asks for. */
    static Script answering(Function<String, String> answers) {
        return answeringBytes(request -> answers.apply(request).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Script answeringBytes(Function<String, byte[]> answers) {
        return peer -> {
            for (String request = peer.readRequest(); request != null; request = peer.readRequest()) {
                peer.write(answers.apply(request));
                if (request.contains("\r\nConnection: close")) {
                    return;
                }
            }
        };
    }

    URI uri(String path) {
        return URI.create(scheme() + "://127.0.0.1:" + listener.getLocalPort() + path);
    }

    URI uri() {
        return uri("/");
    }

    /** Where connections without a proxy lead, in the words of the transport. */
    String route() {
        return scheme() + "://127.0.0.1:" + listener.getLocalPort();
    }

    /** The pool key of those connections. */
    String key() {
        return "|" + scheme() + "|127.0.0.1:" + listener.getLocalPort();
    }

    int port() {
        return listener.getLocalPort();
    }

    private String scheme() {
        return tls == null ? "http" : "https";
    }

    /** How many connections were accepted. */
    int accepted() {
        return peers.size();
    }

    Peer peer(int index) {
        return peers.get(index);
    }

    /** The next request that a script has read, as its bytes came. */
    String nextRequest() throws InterruptedException {
        String request = requests.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request within 5 s");
        }
        return request;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        peers.forEach(Peer::close);
    }

    private void accept() {
        try {
            while (true) {
                Peer peer = new Peer(layered(listener.accept()), requests::add);
                peers.add(peer);
                daemon("server peer", () -> serve(peer));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
            return;
        }
    }

    /** The handshake is made by the first read or write, on the script's thread. */
    private Socket layered(Socket socket) throws IOException {
        if (tls == null) {
            return socket;
        }
        SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        layered.setUseClientMode(false);
        return layered;
    }

    private void serve(Peer peer) {
        try (peer) {
            script.serve(peer);
        } catch (IOException e) {
            // The client has gone, which is for the test to judge.
            return;
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
