package dev.connleak.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection. */
final class Peer implements AutoCloseable {

    private final Socket socket;
    private final Consumer<String> requests;
    private final InputStream input;

    Peer(Socket socket, Consumer<String> requests) throws IOException {
        this.socket = socket;
        this.requests = requests;
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    int clientPort() {
        return socket.getPort();
    }

    /** Read a request, head and body as they came; null when the client has closed. */
    @Nullable
    String readRequest() throws IOException {
        String head = readUntil("\r\n\r\n");
        if (head == null) {
            return null;
        }
        String body = "";
        if (head.contains("\r\nTransfer-Encoding: chunked")) {
            // The last chunk, and behind it the trailers, of which the announced ones are all that there are.
            body = readUntil(head.contains("\r\nTrailer: ") ? "\r\n\r\n" : "0\r\n\r\n");
        }
        int length = head.indexOf("\r\nContent-Length: ");
        if (length >= 0) {
            body = readText(Integer.parseInt(head.substring(length + 18, head.indexOf('\r', length + 18))));
        }
        if (body == null) {
            return null;
        }
        requests.accept(head + body);
        return head + body;
    }

    /** Read up to the end of a text; null when the client has closed before. */
    @Nullable
    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < end.length()
                || !text.substring(text.length() - end.length()).equals(end)) {
            int next = input.read();
            if (next < 0) {
                return null;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** Read a number of bytes as text, or fewer when the client closes. */
    String readText(int bytes) throws IOException {
        return new String(input.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Read up to a line feed, which is left out; null when the client has closed. */
    @Nullable
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                return null;
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** Read bytes that are no request. */
    byte[] read(int count) throws IOException {
        byte[] bytes = input.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the client has closed");
        }
        return bytes;
    }

    Socket socket() {
        return socket;
    }

    /** Pass on what the client sends, and what the other end answers, until one of them closes. */
    void relay(String host, int port) throws IOException {
        try (Socket target = new Socket(host, port)) {
            target.setTcpNoDelay(true);
            Thread back = new Thread(() -> copy(target), "server relay");
            back.setDaemon(true);
            back.start();
            input.transferTo(target.getOutputStream());
        }
    }

    private void copy(Socket from) {
        try {
            from.getInputStream().transferTo(socket.getOutputStream());
            socket.close();
        } catch (IOException e) {
            // One of the two has closed, and the other end of the relay sees that.
            return;
        }
    }

    /** Write in one call, so that no delayed acknowledgement comes between. */
    void write(String bytes) throws IOException {
        write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Whether the client's end is seen: it closed, orderly or not. */
    boolean ended() {
        try {
            return input.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Close so that the client's next read or write fails. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The test is over for this peer.
            return;
        }
    }
}
