package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A chunked body.
 *
 * <p>A read never waits for a further chunk header once it has data to return, yet it takes the end of the body with
 * the last data where all of that end is buffered: the connection is then back in its pool before the application has
 * to ask again.
 */
final class ChunkedSource implements BodySource {

    /** Go's bounds (net/http/internal/chunked.go). */
    private static final int LINE_LIMIT = InputBuffer.SIZE;

    private static final int SIZE_DIGITS = 16;
    private static final long EXCESS_LIMIT = 16 * 1024;

    private final InputBuffer input;
    private long remaining;
    private boolean insideBody;
    private long excess;
    private boolean ended;
    private Headers trailers = Headers.empty();
    private @Nullable IOException pending;

    ChunkedSource(InputBuffer input) {
        this.input = input;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (pending != null) {
            throw pending;
        }
        int total = 0;
        while (!ended && (total == 0 || moreBuffered(total < length))) {
            try {
                total += step(target, offset + total, length - total);
            } catch (IOException e) {
                pending = e;
                if (total == 0) {
                    throw e;
                }
                return total;
            }
        }
        return total == 0 ? -1 : total;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public Headers trailers() {
        return trailers;
    }

    private int step(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0 && !startChunk()) {
            ended = true;
            return 0;
        }
        int read = input.read(target, offset, (int) Math.min(length, remaining));
        if (read < 0) {
            throw new TruncatedBodyException(input.route());
        }
        remaining -= read;
        return read;
    }

    /** Read a chunk header, and the trailer behind the last one; false at the end of the body. */
    private boolean startChunk() throws IOException {
        if (insideBody && !chunkLine().isEmpty()) {
            throw new MalformedChunkException(input.route(), "malformed chunked encoding");
        }
        insideBody = true;
        String line = chunkLine();
        remaining = chunkSize(line);
        // Many tiny chunks with long headers cost more than they carry; the allowance is Go's.
        excess = Math.max(0, excess + line.length() + 2 - 16 - 2 * Math.min(remaining, Integer.MAX_VALUE));
        if (excess > EXCESS_LIMIT) {
            throw new MalformedChunkException(input.route(), "chunked encoding contains too much non-data");
        }
        if (remaining == 0) {
            trailers = new TrailerReader(input).read();
            return false;
        }
        return true;
    }

    private String chunkLine() throws IOException {
        String line;
        try {
            line = input.readLine(LINE_LIMIT);
        } catch (InputBuffer.LineTooLongException e) {
            throw new MalformedChunkException(input.route(), "header line too long");
        }
        if (line == null) {
            throw new TruncatedBodyException(input.route());
        }
        if (input.bareLineFeed()) {
            throw new MalformedChunkException(input.route(), "chunked line ends with bare LF");
        }
        if (line.indexOf('\r') >= 0) {
            throw new MalformedChunkException(input.route(), "invalid CR in chunked line");
        }
        return line;
    }

    private long chunkSize(String line) throws MalformedChunkException {
        int extension = line.indexOf(';');
        String digits = Tokens.withoutOuterSpace(extension < 0 ? line : line.substring(0, extension));
        if (digits.isEmpty()) {
            throw new MalformedChunkException(input.route(), "empty hex number for chunk length");
        }
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new MalformedChunkException(input.route(), "invalid byte in chunk length");
            }
            if (digits.length() > SIZE_DIGITS || size >>> 59 != 0) {
                throw new MalformedChunkException(input.route(), "http chunk length too large");
            }
            size = size << 4 | digit;
        }
        return size;
    }

    /** Whether the body can be followed further without waiting: its end, or, where there is room, data of a chunk. */
    private boolean moreBuffered(boolean room) {
        if (remaining > 0) {
            return false;
        }
        int size = input.lineEnd(0);
        int data = size < 0 ? -1 : input.lineEnd(size);
        if (data < 0) {
            return false;
        }
        return lastChunk(size, data) ? trailerBuffered(data) : room && input.buffered() > data;
    }

    private boolean lastChunk(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = input.peek(i);
            if (b == ';' || b == '\r') {
                return i > from;
            }
            if (b != '0') {
                return false;
            }
        }
        return false;
    }

    private boolean trailerBuffered(int from) {
        int start = from;
        for (int end = input.lineEnd(start); end >= 0; end = input.lineEnd(start)) {
            if (end - start == 1 || end - start == 2 && input.peek(start) == '\r') {
                return true;
            }
            start = end;
        }
        return false;
    }
}
