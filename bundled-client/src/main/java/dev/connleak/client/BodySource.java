package dev.connleak.client;

import java.io.IOException;

/**
 * The framing of one response body over the connection's input.
 *
 * <p>It belongs to the exchange, not to the stream that the application holds, so that it can be reached from the
 * connection while that stream cannot.
 */
interface BodySource {

    /** Read at least one byte, or −1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Whether the end was reached, which the last read that returned data may already have done. */
    boolean ended();

    /** The fields behind the body, once its end was reached; most framings have none. */
    default Headers trailers() {
        return Headers.empty();
    }

    static BodySource of(ResponseHead head, InputBuffer input) {
        switch (head.framing()) {
            case FIXED_LENGTH:
                return new FixedLengthSource(input, head.contentLength());
            case CHUNKED:
                return new ChunkedSource(input);
            case UNTIL_CLOSE:
                return new UntilCloseSource(input);
            default:
                return new FixedLengthSource(input, 0);
        }
    }
}
