package dev.connleak.client;

/** How the application was done with a response body. */
enum BodyEnd {
    END_OF_FILE,
    /** Closed before its end, or failed. */
    CUT_SHORT,
    /** Closed before its end, and the rest may be short enough to be read for the sake of the connection. */
    LEFT_TO_DRAIN
}
