package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;

/**
 * Reads the rest of a body that was closed early, so that its connection can be used again. Both bounds are Go 1.27's:
 * beyond them a new connection is cheaper than the old one.
 */
final class Drain {

    private static final long LIMIT = 256 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final long nanos;

    Drain(Socket socket, long nanos) {
        this.socket = socket;
        this.nanos = nanos;
    }

    /** Whether a body may be short enough, as far as its head says. */
    static boolean worthwhile(ResponseHead head) {
        return head.contentLength() <= LIMIT;
    }

    /** Read up to the end of the body; false if that is too far away, too slow, or fails. On the reader loop. */
    boolean toEnd(Exchange exchange) {
        long until = System.nanoTime() + nanos;
        byte[] bytes = new byte[InputBuffer.SIZE];
        long left = LIMIT;
        try {
            while (!exchange.bodyComplete()) {
                long nanosLeft = until - System.nanoTime();
                if (nanosLeft <= 0 || left <= 0) {
                    return false;
                }
                socket.setSoTimeout((int) (nanosLeft / NANOS_PER_MILLI) + 1);
                left -= exchange.read(bytes, 0, (int) Math.min(bytes.length, left));
            }
            socket.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            // Too slow, malformed, or gone: the connection is closed, as it would have been without the attempt.
            return false;
        }
    }
}
