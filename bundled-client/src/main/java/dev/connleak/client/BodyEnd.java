package dev.connleak.client;

/** How the application was done with a response body. */
enum BodyEnd {
    END_OF_FILE,
    /** Closed before its end, or failed. */
    CUT_SHORT
}
