package dev.connleak.it.soak;

/** What the program does with a response. */
enum Deed {
    READ_AND_CLOSE(70),
    READ(8),
    BEGIN_AND_CLOSE(4),
    CLOSE(4),
    /** Begins to read, and gives the exchange up, from elsewhere if the client can do that. */
    CANCEL(6),
    /** Keeps it. Of a few only. */
    HOLD(4),
    /** Forgets it. Of a few only. */
    DROP(4);

    private final int percent;

    Deed(int percent) {
        this.percent = percent;
    }

    /**
     * What the server does for it. What a client has taken whole into a buffer of its own is at its end for the client, however
     * little the application has read: what is begun and left is large.
     */
    Served served(boolean fromElsewhere, Served otherwise) {
        switch (this) {
            case BEGIN_AND_CLOSE:
                return Served.LARGE;
            case CANCEL:
                return fromElsewhere ? Served.STALLED : Served.LARGE;
            default:
                return otherwise;
        }
    }

    /** @param die from 0 to 99 */
    static Deed of(int die) {
        int left = die;
        for (Deed deed : values()) {
            left -= deed.percent;
            if (left < 0) {
                return deed;
            }
        }
        throw new IllegalArgumentException("a die of " + die);
    }
}
