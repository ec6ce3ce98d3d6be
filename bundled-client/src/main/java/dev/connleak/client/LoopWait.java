package dev.connleak.client;

/** What the reader or writer loop of a connection is waiting for. */
public enum LoopWait {
    /** Nothing: it runs, or has ended. */
    NOTHING,
    /** Reader: the first byte of a response, or the end of an idle connection. */
    FIRST_BYTE,
    /** Reader: the rest of a response head. */
    RESPONSE_HEAD,
    /** Reader: the application, which must read the body to its end or close it. */
    BODY_END,
    /** Reader: the rest of a body that was closed early, for a moment. */
    DRAINING,
    /** Reader: the writer, whose request is answered but not yet written. */
    REQUEST_WRITTEN,
    /** Writer: the next request. */
    REQUEST,
    /** Writer: the socket, or the stream that yields the request body. */
    WRITING
}
