package dev.connleak.it.soak;

/** What the server does with a request; the last segment of its path. */
public enum Served {
    /** 200 bytes of a known length. */
    SMALL(true),
    /** 20,000 bytes in chunks. */
    CHUNKED(true),
    /** 300,000 bytes of a known length: more than any buffer between a server and a client that does not read. */
    LARGE(true),
    /** Small, and announced to be the last on its connection. */
    LAST(false),
    /** Small, and the last on its connection without a word of it: whoever uses that again has to send its request twice. */
    LAST_UNTOLD(true),
    /** Large, but stops in the middle. Only for those who give it up. */
    STALLED(true),
    /** Of a known length, but ends in the middle. */
    TRUNCATED(true),
    /** 2,000,000 bytes, but the connection is reset when three quarters are sent: by then the application reads. */
    RESET(true),
    /** Closes the connection instead of answering. */
    NOTHING(true);

    private final boolean keepAlive;

    Served(boolean keepAlive) {
        this.keepAlive = keepAlive;
    }

    public boolean keepAlive() {
        return keepAlive;
    }

    /** A GET without an answer would be sent again by some clients, a POST is not. */
    String method() {
        return this == NOTHING ? "POST" : "GET";
    }
}
