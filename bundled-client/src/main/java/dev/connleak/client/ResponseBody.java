package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body that the application holds. Reading it to its end gives the connection back; closing it before that costs
 * the connection; doing neither leaks it.
 *
 * <p>Nothing of the transport refers to this object: it points inwards, to its exchange, and is never pointed at. A
 * gzip decoder belongs to it, too, and not to the exchange.
 *
 * <p>Seams for an observer: {@link #endReached} (the application's reads have met the end of the framing, which for a
 * decoded body may be some bytes before its own; once), {@link #close}.
 */
final class ResponseBody extends InputStream {

    private final Exchange exchange;

    /** Orders concurrent reads: one that comes after the last byte must not read the next user's response. */
    private final ReentrantLock reading = new ReentrantLock();

    private final boolean empty;
    private final boolean decoded;

    /** Made by the first read: a body that nobody reads costs no native memory. Guarded by {@link #reading}. */
    private @Nullable GzipDecoder decoder;

    /** What has ended the body, to be told again by each later read. Guarded by {@link #reading}. */
    private @Nullable IOException failure;

    private volatile boolean ended;
    private volatile boolean closed;

    ResponseBody(Exchange exchange, ResponseHead head) {
        this.exchange = exchange;
        empty = head.framing() == Framing.NONE;
        decoded = exchange.gzipAsked() && head.gzipped();
    }

    /** Whether the application reads other bytes than the server sent. */
    boolean decoded() {
        return decoded;
    }

    /** The fields behind the body; null before its end. */
    @Nullable
    Headers trailers() {
        return ended || empty ? exchange.trailers() : null;
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
            return decoded ? decode(target, offset, length) : readFramed(target, offset, length);
        } finally {
            reading.unlock();
            endDecoder();
        }
    }

    /**
     * Close the body. Before its end that closes the connection, at once and without reading on, unless the transport
     * was told to drain. Never fails.
     */
    @Override
    public void close() {
        if (closed || empty) {
            return;
        }
        closed = true;
        endDecoder();
        if (ended) {
            return;
        }
        if (reading.tryLock()) {
            boolean failed = failure != null;
            reading.unlock();
            if (!failed) {
                exchange.leaseEnd().bodyLeft();
                return;
            }
        }
        exchange.leaseEnd().bodyEnded(BodyEnd.CUT_SHORT);
    }

    private int readFramed(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        if (failure != null) {
            throw failure;
        }
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

    private int decode(byte[] target, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            if (decoder == null) {
                decoder = new GzipDecoder(this::readFramed, exchange.route().toString());
            }
            return decoder.read(target, offset, length);
        } catch (MalformedGzipException | TruncatedBodyException e) {
            // The framing may be intact, and then the connection is: only the bytes in it make no sense.
            failure = e;
            throw e;
        }
    }

    /** The application's reads have met the end of the framing. The connection is pooled when this returns. */
    private void endReached() {
        ended = true;
        exchange.leaseEnd().bodyEnded(BodyEnd.END_OF_FILE);
    }

    private IOException failed(IOException cause) {
        if (closed) {
            return new ResponseBodyClosedException();
        }
        exchange.leaseEnd().bodyEnded(BodyEnd.CUT_SHORT);
        IOException told = exchange.readFailure(cause);
        failure = told;
        return told;
    }

    /** Give up the decoder of a closed body, unless a read holds it, which then comes here when it is done. */
    private void endDecoder() {
        if (closed && decoded && reading.tryLock()) {
            try {
                if (decoder != null) {
                    decoder.end();
                }
            } finally {
                reading.unlock();
            }
        }
    }
}
