package dev.connleak.diagnose;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sockets that no client was seen to make. Those that were collected without having been closed are proven: nobody can
 * close them any more. One that is alive may be any protocol's, and is not judged by its age; only where the server has
 * closed several of one place for long, and nobody here has, that is told, and never as more than a suspicion: a pool of
 * another protocol may be about to find out.
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
        for (List<ConnectionFacts> sockets : closedByPeer()) {
            if (sockets.size() >= Thresholds.CLOSED_BY_PEER) {
                suspect(sockets);
            }
        }
    }

    private Cause add(Tally tally) {
        Cause cause = causes.cause(Kind.LEASE_HELD, tally.client, tally.stack);
        cause.ofSockets = true;
        cause.count(Kind.LEASE_HELD, tally.stack, tally.dropped, tally.lastNanos, tally.doubtful);
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

    /** Those that the server has closed for long, by the path that connected them. */
    private Iterable<List<ConnectionFacts>> closedByPeer() {
        Map<String, List<ConnectionFacts>> places = new LinkedHashMap<>();
        for (ConnectionFacts socket : causes.snapshot.connections) {
            if (socket.opener >= 0
                    && !socket.closed
                    && socket.closedByPeerNanos != 0
                    && causes.isIdleSince(socket.closedByPeerNanos)
                    && causes.judges(socket.client)) {
                String place = causes.fingerprint(Kind.LEASE_HELD, socket.client, socket.opener);
                places.computeIfAbsent(place, made -> new ArrayList<>()).add(socket);
            }
        }
        return places.values();
    }

    private void suspect(List<ConnectionFacts> sockets) {
        Cause cause = causes.cause(Kind.LEASE_HELD, sockets.get(0).client, sockets.get(0).opener);
        if (cause.count > 0) {
            // What is proven of others at this place proves nothing of these.
            return;
        }
        cause.ofSockets = true;
        for (ConnectionFacts socket : sockets) {
            boolean doubtful = causes.snapshot.isDoubtful(socket.openedNanos);
            cause.count(Kind.LEASE_HELD, socket.opener, 1, socket.closedByPeerNanos, doubtful);
            cause.connections.add(socket);
            cause.held.add(socket.id);
            cause.url = cause.url == null && socket.remote != null ? "tcp://" + socket.remote : cause.url;
        }
        cause.siteExchanges = cause.count;
        cause.openNow = cause.count;
        cause.outcome = Outcome.STUCK;
        cause.reasons.add("the server has closed them long ago, and nobody has closed them here");
    }
}
