package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body that the application holds. Reading it to its end gives the connection back; closing it before that costs
 * the connection; doing neither leaks it.
 *
 * <p>Nothing of the transport refers to this object: it points inwards, to its exchange, and is never pointed at.
 *
 * <p>Seams for an observer: {@link #endReached} (the application has all bytes or was told −1; once), {@link #close}.
 */
final class ResponseBody extends InputStream {

    private final Exchange exchange;

    /** Orders concurrent reads: one that comes after the last byte must not read the next user's response. */
    private final ReentrantLock reading = new ReentrantLock();

    private final boolean empty;
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile boolean failed;

    ResponseBody(Exchange exchange, ResponseHead head) {
        this.exchange = exchange;
        empty = head.framing() == Framing.NONE;
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
        if (empty) {
            return length == 0 ? 0 : -1;
        }
        reading.lock();
        try {
            if (closed) {
                throw new ResponseBodyClosedException();
            }
            if (length == 0) {
                return 0;
            }
            return ended ? -1 : readOn(target, offset, length);
        } finally {
            reading.unlock();
        }
    }

    /** Close the body. Before its end that closes the connection, at once and without reading on. Never fails. */
    @Override
    public void close() {
        if (closed || empty) {
            return;
        }
        closed = true;
        if (!ended) {
            exchange.bodyEnded(BodyEnd.CUT_SHORT);
        }
    }

    private int readOn(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = exchange.read(target, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
        if (exchange.bodyComplete()) {
            endReached();
        }
        return read;
    }

    /** The application has the last byte, or was told that there is none. The connection is pooled when this returns. */
    private void endReached() {
        ended = true;
        exchange.bodyEnded(BodyEnd.END_OF_FILE);
    }

    private IOException failed(IOException failure) {
        if (closed) {
            return new ResponseBodyClosedException();
        }
        if (!failed) {
            failed = true;
            exchange.bodyEnded(BodyEnd.CUT_SHORT);
        }
        return exchange.readFailure(failure);
    }
}
