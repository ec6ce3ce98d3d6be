package dev.connleak.diagnose;

import dev.connleak.track.Snapshot;

/** From which age on something is worth a word. Nanoseconds. */
public final class Thresholds {
    /** Waste needs repetition: so many at one site, and more than a tenth of its exchanges. */
    static final int WASTE_COUNT = 5;

    static final int WASTE_SHARE = 10;

    /** So many idle connections of one pool and route that the server has closed. */
    static final int CLOSED_BY_PEER = 5;

    /** So many clients of one place, alive together, are not the ones that an application needs. */
    static final int CLIENTS = 5;

    /** Without any progress for so long a body is held. */
    final long heldAfterNanos;
    /** A close that drains for longer is blocked. */
    final long closeAfterNanos;
    /** The process is ending: what was open and idle when that began stays so. */
    final boolean exiting;
    /** The moment whose idleness counts, on the snapshot's clock; with {@link #exiting} only. */
    final long exitNanos;

    private Thresholds(long heldAfterNanos, long closeAfterNanos, boolean exiting, long exitNanos) {
        this.heldAfterNanos = heldAfterNanos;
        this.closeAfterNanos = closeAfterNanos;
        this.exiting = exiting;
        this.exitNanos = exitNanos;
    }

    /** The moment up to which idleness counts, on the snapshot's clock. */
    long momentNanos(Snapshot snapshot) {
        return exiting ? exitNanos : snapshot.knownNanos;
    }

    public static Thresholds running(long heldAfterNanos, long closeAfterNanos) {
        return new Thresholds(heldAfterNanos, closeAfterNanos, false, 0);
    }

    /**
     * @param exitNanos when the process began to end: what other shutdown hooks close after that is taken back, what they
     *     merely leave alone is not idle for that
     */
    public static Thresholds exiting(long exitIdleNanos, long closeAfterNanos, long exitNanos) {
        return new Thresholds(exitIdleNanos, closeAfterNanos, true, exitNanos);
    }
}
