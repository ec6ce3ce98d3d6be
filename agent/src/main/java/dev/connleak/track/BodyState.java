package dev.connleak.track;

/** The fate of a response's body, in the words of the report. */
public enum BodyState {
    /** The application never got a stream: there was no body, or the client read it all by itself. */
    NONE,
    OPEN,
    READ_TO_EOF,
    READ_TO_EOF_NOT_CLOSED,
    CLOSED_EARLY,
    /** The application's handle was collected, neither at end of file nor closed. */
    ABANDONED;

    @HotPath
    static BodyState of(int bits) {
        if ((bits & Exchange.BODY) == 0) {
            return NONE;
        }
        boolean closed = (bits & Exchange.CLOSE_ENTERED) != 0;
        if ((bits & Exchange.USER_EOF) != 0) {
            return closed ? READ_TO_EOF : READ_TO_EOF_NOT_CLOSED;
        }
        if (closed) {
            return CLOSED_EARLY;
        }
        if ((bits & Exchange.ABANDONED) != 0) {
            return ABANDONED;
        }
        boolean subscribed = (bits & (Exchange.SUBSCRIBED | Exchange.LEASE_ENDED)) == Exchange.SUBSCRIBED;
        return (bits & Exchange.HANDLE_GONE) != 0 && !subscribed ? READ_TO_EOF_NOT_CLOSED : OPEN;
    }
}
