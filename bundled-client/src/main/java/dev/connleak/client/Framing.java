package dev.connleak.client;

/** How the end of a response body is known. */
public enum Framing {
    /** There is no body. */
    NONE,
    /** {@code Content-Length} says how many bytes there are. */
    FIXED_LENGTH,
    /** {@code Transfer-Encoding: chunked}: the last chunk says so. */
    CHUNKED,
    /** The body ends where the connection ends, which is therefore never used again. */
    UNTIL_CLOSE
}
