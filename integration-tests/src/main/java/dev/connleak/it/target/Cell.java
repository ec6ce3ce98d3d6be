package dev.connleak.it.target;

/** One of the eight ways to treat a response, in the order of the design's table. */
public enum Cell {
    KEEP_ALIVE_READ_CLOSED(true, true, true),
    KEEP_ALIVE_READ_NOT_CLOSED(true, true, false),
    KEEP_ALIVE_UNREAD_CLOSED(true, false, true),
    KEEP_ALIVE_UNREAD_NOT_CLOSED(true, false, false),
    CLOSE_READ_CLOSED(false, true, true),
    CLOSE_READ_NOT_CLOSED(false, true, false),
    CLOSE_UNREAD_CLOSED(false, false, true),
    CLOSE_UNREAD_NOT_CLOSED(false, false, false);

    private final boolean keepAlive;
    private final boolean readToEof;
    private final boolean closed;

    Cell(boolean keepAlive, boolean readToEof, boolean closed) {
        this.keepAlive = keepAlive;
        this.readToEof = readToEof;
        this.closed = closed;
    }

    public boolean keepAlive() {
        return keepAlive;
    }

    public boolean readToEof() {
        return readToEof;
    }

    public boolean closed() {
        return closed;
    }
}
