package dev.connleak.client;

import java.io.IOException;

/** A body of known length: its last byte is its end. */
final class FixedLengthSource implements BodySource {

    private final InputBuffer input;
    private long remaining;

    FixedLengthSource(InputBuffer input, long length) {
        this.input = input;
        remaining = length;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int read = input.read(target, offset, (int) Math.min(length, remaining));
        if (read < 0) {
            throw new TruncatedBodyException(input.route());
        }
        remaining -= read;
        return read;
    }

    @Override
    public boolean ended() {
        return remaining == 0;
    }
}
