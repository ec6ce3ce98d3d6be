package dev.connleak.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The write side of a connection. One thread at a time uses it, and passing it on goes through the lock of the
 * connection's occupancy: the writer loop, or a caller that writes in its place.
 */
final class OutputBuffer {

    /** Go's default write buffer. */
    static final int SIZE = 4096;

    /** Room for most heads: an idle connection need not hold what only larger requests fill. */
    private static final int FIRST_SIZE = 512;

    private final OutputStream target;
    private final int size;
    private byte[] buffer;
    private int used;
    /** Bytes of this request that have left the process, or may have. */
    private long sent;

    /** @param size what it holds at most, in bytes */
    OutputBuffer(OutputStream target, int size) {
        this.target = target;
        this.size = size;
        buffer = new byte[Math.min(FIRST_SIZE, size)];
    }

    /** Begin a request: nothing of it has been sent. */
    void begin() {
        sent = 0;
    }

    /** Whether a byte of the request may have left the process. */
    boolean anythingSent() {
        return sent > 0;
    }

    /** Write Latin-1 text, in which everything else becomes a question mark. */
    void write(String text) throws IOException {
        for (int from = 0, to; from < text.length(); from = to) {
            to = Math.min(text.length(), from + size);
            reserve(to - from);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                buffer[used++] = c <= 0xff ? (byte) c : (byte) '?';
            }
        }
    }

    /** Write what fits into the buffer later, and what never fits at once. */
    void write(byte[] bytes, int length) throws IOException {
        if (length > size) {
            flush();
            send(bytes, length);
            return;
        }
        reserve(length);
        System.arraycopy(bytes, 0, buffer, used, length);
        used += length;
    }

    /** Make room for some bytes, up to the size of the buffer. */
    private void reserve(int length) throws IOException {
        if (length > size - used) {
            flush();
        }
        if (length > buffer.length - used) {
            buffer = Arrays.copyOf(buffer, Math.min(size, Math.max(2 * buffer.length, used + length)));
        }
    }

    void flush() throws IOException {
        if (used > 0) {
            int length = used;
            used = 0;
            send(buffer, length);
        }
    }

    /**
     * A write that fails does not tell how much of it has left. Up to Go's buffer it is one system call, which takes bytes
     * or fails and never both; more may be several.
     */
    private void send(byte[] bytes, int length) throws IOException {
        boolean all = length <= SIZE;
        sent += all ? 0 : length;
        target.write(bytes, 0, length);
        sent += all ? length : 0;
    }
}
