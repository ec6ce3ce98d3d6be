package dev.connleak.track;

/** What a connection was doing when it was closed; told by what came before, since few clients say why. */
public enum CloseReason {
    /** Nobody had it: it was idle for too long, one too many, the server closed it, or the pool was. */
    IDLE,
    /** Its body was closed before the end. */
    CLOSED_EARLY,
    CANCELLED,
    /** A read failed. */
    FAILED,
    /** Its exchange was over, and one side did not want to keep it. */
    NOT_KEPT_ALIVE,
    /** Nobody closed it: it was found by the garbage collector. */
    COLLECTED,
    /** In the middle of an exchange, for reasons that did not show. */
    IN_USE;

    @HotPath
    static CloseReason of(int bits) {
        if ((bits & Exchange.CANCELLED) != 0) {
            return CANCELLED;
        }
        if ((bits & Exchange.FAILED) != 0) {
            return FAILED;
        }
        boolean atEnd = Exchange.atEnd(bits);
        if ((bits & Exchange.CLOSE_ENTERED) != 0 && !atEnd) {
            return CLOSED_EARLY;
        }
        return atEnd || (bits & Exchange.BODY) == 0 && (bits & Exchange.HEAD) != 0 ? NOT_KEPT_ALIVE : IN_USE;
    }
}
