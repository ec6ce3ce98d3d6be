package dev.connleak.cli.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file on its way to the parser: it knows how much came, where the last byte stood that is no white space, and ends with
 * an exception where there is more than any report has. Used by one thread.
 */
final class CountedInput extends FilterInputStream {

    private final long limit;
    private long count;
    private long inkEnd;

    CountedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    /** Bytes up to the last one that is no white space. */
    long inkEnd() {
        return inkEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = read - 1; i >= 0; i--) {
            if (!blank(buffer[offset + i])) {
                inkEnd = count + i + 1;
                break;
            }
        }
        count += Math.max(0, read);
        if (count > limit) {
            throw new TooLargeException();
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** There is more of the file than can be a report. */
    static final class TooLargeException extends IOException {}
}
