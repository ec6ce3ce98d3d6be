package dev.connleak.it.target.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** RESP over a socket: asks, reads the answer, and leaves the socket alone until it asks again. */
final class Redis extends Protocol {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long PAUSE_MILLIS = 300;

    @Override
    void speak(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader in = reader(socket);
            while (ping(socket, in)) {
                beat();
                pause();
            }
        }
    }

    /** Whether a question is answered. */
    static boolean ping(Socket socket) throws IOException {
        return ping(socket, reader(socket));
    }

    private static boolean ping(Socket socket, BufferedReader in) throws IOException {
        socket.getOutputStream().write(PING);
        return "+PONG".equals(in.readLine());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
