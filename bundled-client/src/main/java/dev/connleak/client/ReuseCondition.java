package dev.connleak.client;

/** What must hold for a connection to be used again, in the order in which it is asked. */
public enum ReuseCondition {
    /** Neither side wants to close. */
    KEEP_ALIVE_WANTED,
    /** The body was read to its end, or there is none. */
    BODY_AT_END,
    /** The server has not ended its side of the connection. */
    STREAM_OPEN,
    /** The request was written completely and without error. */
    REQUEST_WRITTEN,
    /** Nothing lies in the read buffer that the next request would take for its response. */
    NOTHING_UNREAD,
    /** The pool takes the connection. */
    POOL_ACCEPTS
}
