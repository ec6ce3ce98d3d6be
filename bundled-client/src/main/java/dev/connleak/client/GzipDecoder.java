package dev.connleak.client;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes a gzip stream of one or more members (RFC 1952), as its bytes come and no further ahead than they come.
 *
 * <p>The JDK's own stream asks {@code available} whether another member follows and so may miss it, and its errors
 * cannot be told from those of the network. Used by one thread at a time; it holds native memory until {@link #end}, or
 * until it is garbage.
 */
final class GzipDecoder {

    /** The bytes to decode. */
    interface Source {
        /** Read at least one byte, or −1 at the end. */
        int read(byte[] target, int offset, int length) throws IOException;
    }

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Source source;
    private final String route;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] input = new byte[InputBuffer.SIZE];
    private int from;
    private int to;
    private boolean insideMember;
    private boolean ended;

    GzipDecoder(Source source, String route) {
        this.source = source;
        this.route = route;
    }

    /** Read at least one decoded byte, or −1 at the end of the last member. */
    int read(byte[] target, int offset, int length) throws IOException {
        try {
            while (!ended) {
                if (!insideMember) {
                    startMember();
                } else {
                    int read = inflate(target, offset, length);
                    if (read > 0) {
                        return read;
                    }
                }
            }
            return -1;
        } catch (EOFException e) {
            throw new TruncatedBodyException(route);
        }
    }

    /** Give the native memory back. Nothing can be read after that. */
    void end() {
        inflater.end();
    }

    private void startMember() throws IOException {
        if (from == to && !fill()) {
            ended = true;
            return;
        }
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw new MalformedGzipException(route, "gzip: invalid header");
        }
        final int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(littleEndian(2));
        }
        for (int text = NAME; text <= COMMENT; text <<= 1) {
            while ((flags & text) != 0 && next() != 0) {
                // The name and the comment end with a zero; nobody asks for them.
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, from, to - from);
        checksum.reset();
        insideMember = true;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new MalformedGzipException(route, "gzip: " + e.getMessage());
        }
        checksum.update(target, offset, read);
        if (inflater.finished()) {
            from = to - inflater.getRemaining();
            endMember();
        } else if (inflater.needsDictionary()) {
            throw new MalformedGzipException(route, "gzip: preset dictionary");
        } else if (read == 0) {
            from = to;
            if (!fill()) {
                throw new EOFException();
            }
            inflater.setInput(input, from, to - from);
        }
        return read;
    }

    private void endMember() throws IOException {
        insideMember = false;
        if (littleEndian(4) != (int) checksum.getValue() || littleEndian(4) != (int) inflater.getBytesWritten()) {
            throw new MalformedGzipException(route, "gzip: invalid checksum");
        }
    }

    private int littleEndian(int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= next() << 8 * i;
        }
        return value;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (from == to && !fill()) {
            throw new EOFException();
        }
        return input[from++] & 0xff;
    }

    private boolean fill() throws IOException {
        int read = source.read(input, 0, input.length);
        from = 0;
        to = Math.max(0, read);
        return read > 0;
    }
}
