package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What is left of a connection that has switched to another protocol: the bytes that were read ahead, then the socket and what is laid over it.
 *
 * <p>It belongs to the application alone. The loops have ended, the pool has forgotten the connection, and nothing here
 * is reached from the transport.
 */
final class SwitchedStream extends InputStream {

    private final InputBuffer input;
    private final Link link;

    SwitchedStream(InputBuffer input, Link link) {
        this.input = input;
        this.link = link;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (offset < 0 || length < 0 || length > target.length - offset) {
            throw new IndexOutOfBoundsException(offset + " + " + length + " of " + target.length);
        }
        return length == 0 ? 0 : input.read(target, offset, length);
    }

    OutputStream output() {
        return link.output();
    }

    @Override
    public void close() {
        link.close();
    }
}
