package dev.connleak.diagnose;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client for each request: pools of one place of which each was used and left, and still has a connection or a thread.
 *
 * <p>Clients that live long are made at one place, too, by a factory for example, so it is likely only where the place went
 * on making them after others had been left for good, or where each was used once. What a test's set-up makes belongs to
 * that test and does not count.
 */
final class ClientCauses {
    private final Causes causes;
    private final Map<Long, Remains> remains = new HashMap<>();

    ClientCauses(Causes causes) {
        this.causes = causes;
    }

    void find() {
        for (ConnectionFacts connection : causes.snapshot.connections) {
            if (connection.pool != 0 && !connection.closed) {
                remains.computeIfAbsent(connection.pool, id -> new Remains()).add(connection);
            }
        }
        Map<String, List<PoolFacts>> places = new LinkedHashMap<>();
        for (PoolFacts pool : causes.snapshot.pools) {
            if (pool.stack >= 0 && causes.judges(pool.client) && isLeft(pool)) {
                CallPath path = causes.path(pool.stack);
                if (path.site != null && !path.inSetUp) {
                    String place = causes.fingerprint(Kind.CLIENT_PER_REQUEST, pool.client, pool.stack);
                    places.computeIfAbsent(place, made -> new ArrayList<>()).add(pool);
                }
            }
        }
        for (List<PoolFacts> pools : places.values()) {
            if (pools.size() >= Thresholds.CLIENTS) {
                add(pools);
            }
        }
    }

    /** Used, not in use for a while, not closed, and yet something of it is there. */
    private boolean isLeft(PoolFacts pool) {
        Remains left = remains.getOrDefault(pool.id, Remains.NONE);
        boolean there = !left.connections.isEmpty() || pool.hasThread;
        boolean over = pool.closed || pool.collected;
        return there && !over && !left.leased && uses(pool) > 0 && causes.isIdleSince(lastUse(pool));
    }

    private int uses(PoolFacts pool) {
        return pool.pastUses + remains.getOrDefault(pool.id, Remains.NONE).uses;
    }

    private long lastUse(PoolFacts pool) {
        Remains left = remains.getOrDefault(pool.id, Remains.NONE);
        if (left.connections.isEmpty()) {
            return pool.pastUseNanos;
        }
        return pool.pastUses == 0 ? left.idleNanos : Math.max(left.idleNanos, pool.pastUseNanos);
    }

    private void add(List<PoolFacts> pools) {
        PoolFacts first = pools.get(0);
        Cause cause = causes.cause(Kind.CLIENT_PER_REQUEST, first.client, first.stack);
        cause.leak = !first.endsByItself;
        for (PoolFacts pool : pools) {
            cause.pools.add(pool);
            boolean doubtful = causes.snapshot.isDoubtful(pool.openedNanos);
            cause.count(Kind.CLIENT_PER_REQUEST, pool.stack, 1, pool.openedNanos, doubtful);
            for (ConnectionFacts connection : remains.getOrDefault(pool.id, Remains.NONE).connections) {
                cause.held.add(connection.id);
                cause.url = connection.route == null ? cause.url : connection.route;
            }
        }
        cause.openNow = cause.count;
        grade(cause, pools);
    }

    private void grade(Cause cause, List<PoolFacts> pools) {
        PoolFacts newest = pools.get(pools.size() - 1);
        int left = 0;
        boolean once = true;
        for (PoolFacts pool : pools) {
            left += lastUse(pool) - newest.openedNanos < 0 ? 1 : 0;
            once &= uses(pool) == 1;
        }
        if (left >= Thresholds.CLIENTS - 1) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add(left + " were left for good before the last one was made");
        } else if (once) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("each was used for one request");
        } else {
            cause.reasons.add("all are idle, but they may be meant to live long");
        }
    }

    /** What is left of a pool. */
    private static final class Remains {
        static final Remains NONE = new Remains();

        final List<ConnectionFacts> connections = new ArrayList<>();
        boolean leased;
        int uses;
        long idleNanos;

        void add(ConnectionFacts connection) {
            if (connection.exchange != 0) {
                leased = true;
            } else if (connection.uses > 0) {
                idleNanos = connections.isEmpty() ? connection.idleNanos : Math.max(idleNanos, connection.idleNanos);
                connections.add(connection);
            }
            uses += connection.uses;
        }
    }
}
