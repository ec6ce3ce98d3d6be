package dev.connleak.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The write side of a connection. Only its writer loop uses it. */
final class OutputBuffer {

    /** Go's default write buffer. */
    private static final int SIZE = 4096;

    private final OutputStream target;
    private final byte[] buffer = new byte[SIZE];
    private int used;

    OutputBuffer(OutputStream target) {
        this.target = target;
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        write(bytes, bytes.length);
    }

    void write(byte[] bytes, int length) throws IOException {
        if (length > SIZE - used) {
            flush();
        }
        if (length > SIZE) {
            target.write(bytes, 0, length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, used, length);
        used += length;
    }

    void flush() throws IOException {
        if (used > 0) {
            target.write(buffer, 0, used);
            used = 0;
        }
    }
}
