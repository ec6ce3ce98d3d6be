package dev.connleak.client;

/** What became of the connection when an exchange was done with it. */
enum LeaseEnd {
    /** The pool took it: it is idle, or the next ticket's. */
    RETURNED,
    CLOSED
}
