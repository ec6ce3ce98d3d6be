package dev.connleak.diagnose;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Idle connections that the server has closed and the pool keeps: sockets in CLOSE_WAIT. A pool that nobody uses any more
 * only wastes them; one that was used on without getting rid of them, or in which they become more, leaks them. Told at
 * the place that used most of them last.
 */
final class CloseWaitCauses {
    private final Causes causes;
    private final Map<Long, Long> lastUses = new HashMap<>();

    CloseWaitCauses(Causes causes) {
        this.causes = causes;
    }

    void find() {
        Map<String, List<ConnectionFacts>> places = new LinkedHashMap<>();
        for (ConnectionFacts connection : causes.snapshot.connections) {
            PoolFacts pool = causes.pool(connection.pool);
            // A cache that nobody makes closes them itself, within seconds.
            if (pool == null || !pool.made || !causes.judges(connection.client)) {
                continue;
            }
            long used = connection.exchange == 0 ? connection.idleNanos : causes.snapshot.atNanos;
            lastUses.merge(connection.pool, used, Math::max);
            if (connection.closedByPeerNanos != 0 && !connection.closed) {
                places.computeIfAbsent(connection.pool + " " + connection.remote, made -> new ArrayList<>())
                        .add(connection);
            }
        }
        for (List<ConnectionFacts> connections : places.values()) {
            if (connections.size() >= Thresholds.CLOSED_BY_PEER) {
                add(connections);
            }
        }
    }

    private void add(List<ConnectionFacts> connections) {
        int client = connections.get(0).client;
        Cause cause = causes.cause(Kind.CLOSE_WAIT_IDLE, client, usualUser(connections));
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (ConnectionFacts connection : connections) {
            first = Math.min(first, connection.closedByPeerNanos);
            last = Math.max(last, connection.closedByPeerNanos);
            boolean doubtful = causes.snapshot.isDoubtful(connection.openedNanos);
            cause.count(Kind.CLOSE_WAIT_IDLE, connection.user, 1, connection.closedByPeerNanos, doubtful);
            cause.connections.add(connection);
            cause.held.add(connection.id);
            cause.url = connection.route == null ? cause.url : connection.route;
        }
        cause.openNow = cause.count;
        cause.grade = Grade.PROVEN;
        cause.outcome = Outcome.STUCK;
        long used = lastUses.getOrDefault(connections.get(0).pool, first);
        if (last - first >= causes.thresholds.heldAfterNanos) {
            cause.leak = true;
            cause.reasons.add("their number grows");
        } else if (used - first >= causes.thresholds.heldAfterNanos) {
            cause.leak = true;
            cause.reasons.add("the pool was used on, and kept them");
        } else {
            cause.reasons.add("the server has closed them, and the kernel still has their sockets");
        }
    }

    /** The stack of most of them; of two the one that was known first. */
    private static int usualUser(List<ConnectionFacts> connections) {
        Map<Integer, Integer> times = new HashMap<>();
        int usual = -1;
        int most = 0;
        for (ConnectionFacts connection : connections) {
            int now = times.merge(connection.user, 1, Integer::sum);
            if (now > most || now == most && connection.user < usual) {
                usual = connection.user;
                most = now;
            }
        }
        return usual;
    }
}
