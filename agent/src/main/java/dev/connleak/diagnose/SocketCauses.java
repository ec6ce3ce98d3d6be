package dev.connleak.diagnose;

import dev.connleak.track.Tally;

/**
 * Sockets that no client was seen to make, and that were collected without having been closed. Nobody can close those any
 * more, so the verdict is always proven; one that is alive may be any protocol's, and is never judged.
 */
final class SocketCauses {
    private final Causes causes;

    SocketCauses(Causes causes) {
        this.causes = causes;
    }

    void find() {
        for (Tally tally : causes.snapshot.tallies) {
            if (tally.dropped > 0 && causes.judges(tally.client)) {
                conclude(add(tally));
            }
        }
    }

    private Cause add(Tally tally) {
        Cause cause = causes.cause(Kind.LEASE_HELD, tally.client, tally.stack);
        cause.ofSockets = true;
        cause.count(Kind.LEASE_HELD, tally.stack, tally.dropped, tally.lastNanos);
        cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
        cause.rescued += tally.dropped - tally.droppedForGood;
        cause.openNow += tally.droppedForGood;
        cause.url = cause.url == null ? tally.route : cause.url;
        return cause;
    }

    /** Of several paths with one fingerprint the last one has the whole count. */
    private static void conclude(Cause cause) {
        cause.siteExchanges = cause.count;
        cause.grade = Grade.PROVEN;
        cause.outcome = cause.openNow == 0 ? Outcome.RESCUED : Outcome.HELD;
        cause.reasons.clear();
        cause.reasons.add(cause.count + " of " + cause.count + " sockets were collected without having been closed");
    }
}
