package dev.connleak.cli.table;

/** How much is answered. Lower case, because these are the words of the command line. */
public enum BodySize {
    /** Fits into the first packet: it is in the client before anybody reads it. */
    small(13),
    /** More than all the buffers between two processes hold: the server waits until somebody reads it. */
    large(4 << 20);

    private final int bytes;

    BodySize(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
