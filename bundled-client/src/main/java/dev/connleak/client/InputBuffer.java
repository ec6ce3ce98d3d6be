package dev.connleak.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a connection.
 *
 * <p>One thread at a time uses it, and passing it on goes through the call's lock: the reader loop until a response
 * with a body is handed out, then the application's thread until the end of the body, then the loop again.
 */
final class InputBuffer {

    /** Go's default read buffer. */
    static final int SIZE = 4096;

    private final InputStream source;
    private final String route;
    private final byte[] buffer;
    private int from;
    private int to;
    private boolean ended;
    private boolean bareLineFeed;

    /** @param size what it holds at most, in bytes */
    InputBuffer(InputStream source, String route, int size) {
        this.source = source;
        this.route = route;
        buffer = new byte[size];
    }

    /** What it holds at most, in bytes. */
    int size() {
        return buffer.length;
    }

    /** Where the bytes come from, for those who complain of them. */
    String route() {
        return route;
    }

    /** Wait until a byte can be read; false where the peer has ended its side. */
    boolean awaitByte() throws IOException {
        return from < to || fill();
    }

    /** Whether the peer was seen to have ended its side. */
    boolean ended() {
        return ended;
    }

    int buffered() {
        return to - from;
    }

    /** A buffered byte, counted from the next one to read. */
    byte peek(int index) {
        return buffer[from + index];
    }

    boolean startsWith(String pattern, char wildcard) {
        if (buffered() < pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != wildcard && pattern.charAt(i) != peek(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the buffered line that begins at an index ends (behind its line feed), or −1. */
    int lineEnd(int index) {
        for (int i = from + index; i < to; i++) {
            if (buffer[i] == '\n') {
                return i + 1 - from;
            }
        }
        return -1;
    }

    /** Read at least one byte, or −1 at the end. Large reads go past the buffer. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (from == to && length >= buffer.length) {
            int read = ended ? -1 : source.read(target, offset, length);
            ended |= read < 0;
            return read;
        }
        if (!awaitByte()) {
            return -1;
        }
        int read = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, offset, read);
        from += read;
        return read;
    }

    /**
     * Read a line without its end; {@link #bareLineFeed} says of which kind that was.
     *
     * @return null where the stream ends before the line does
     * @throws LineTooLongException if the line has {@code limit} bytes and has not ended
     */
    @Nullable
    String readLine(int limit) throws IOException {
        StringBuilder begun = null;
        while (awaitByte()) {
            int end = lineEnd(0);
            int length = end < 0 ? buffered() : end - 1;
            if ((begun == null ? 0 : begun.length()) + length >= limit) {
                throw new LineTooLongException();
            }
            if (end >= 0 && begun == null) {
                bareLineFeed = length == 0 || peek(length - 1) != '\r';
                return take(bareLineFeed ? length : length - 1, end);
            }
            begun = begun == null ? new StringBuilder(2 * SIZE) : begun;
            begun.append(take(length, end < 0 ? length : end));
            if (end >= 0) {
                int last = begun.length() - 1;
                bareLineFeed = last < 0 || begun.charAt(last) != '\r';
                return begun.substring(0, bareLineFeed ? last + 1 : last);
            }
        }
        return null;
    }

    /** Whether the line that was read last ended without a carriage return before its line feed. */
    boolean bareLineFeed() {
        return bareLineFeed;
    }

    /** Take out bytes, of which the first ones are text. */
    private String take(int text, int bytes) {
        String taken = new String(buffer, from, text, StandardCharsets.ISO_8859_1);
        from += bytes;
        return taken;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        from = 0;
        to = 0;
        int read = source.read(buffer, 0, buffer.length);
        if (read < 0) {
            ended = true;
            return false;
        }
        to = read;
        return true;
    }

    /** Found by a reader that knows what the line was for, and says so in its place. */
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLongException() {
            super("header line too long");
        }
    }
}
