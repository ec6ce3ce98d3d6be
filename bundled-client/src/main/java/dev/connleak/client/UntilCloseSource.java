package dev.connleak.client;

import java.io.IOException;

/** A body that lasts as long as its connection. */
final class UntilCloseSource implements BodySource {

    private final InputBuffer input;
    private boolean ended;

    UntilCloseSource(InputBuffer input) {
        this.input = input;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = input.read(target, offset, length);
        ended = read < 0;
        return read;
    }

    @Override
    public boolean ended() {
        return ended;
    }
}
