package dev.connleak.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The write side of a connection. Only its writer loop uses it. */
final class OutputBuffer {

    /** Go's default write buffer. */
    static final int SIZE = 4096;

    private final OutputStream target;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean anythingSent;

    OutputBuffer(OutputStream target) {
        this.target = target;
    }

    /** Begin a request: nothing of it has been sent. */
    void begin() {
        anythingSent = false;
    }

    /** Whether a byte of the request may have left the process. */
    boolean anythingSent() {
        return anythingSent;
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        write(bytes, bytes.length);
    }

    /** Write what fits into the buffer later, and what never fits at once. */
    void write(byte[] bytes, int length) throws IOException {
        if (length > SIZE - used) {
            flush();
        }
        if (length > SIZE) {
            send(bytes, length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, used, length);
        used += length;
    }

    void flush() throws IOException {
        if (used > 0) {
            int length = used;
            used = 0;
            send(buffer, length);
        }
    }

    /**
     * A write that fails does not tell how much of it has left. Up to the size of the buffer it is one system call, which
     * takes bytes or fails and never both; more may be several.
     */
    private void send(byte[] bytes, int length) throws IOException {
        anythingSent |= length > SIZE;
        target.write(bytes, 0, length);
        anythingSent = true;
    }
}
