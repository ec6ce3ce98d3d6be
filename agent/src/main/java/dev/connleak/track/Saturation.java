package dev.connleak.track;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long pools have kept callers waiting with all connections taken. Looked at in each sweep, so it is right to a
 * quarter of a second; a pool that hands its connections round quickly is not saturated by that. Guarded by the ledger's
 * {@code sweeping} monitor.
 */
final class Saturation {
    /** A wait that is worth a look at those who hold the connections. */
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Ledger ledger;
    private final Inspector inspector;
    private final Map<Pool, Long> longestSince = new HashMap<>();
    private long lookedNanos;

    Saturation(Ledger ledger, Inspector inspector) {
        this.ledger = ledger;
        this.inspector = inspector;
        this.lookedNanos = ledger.clock.nanos();
    }

    /** During a visit: a thread that may wait. */
    void see(Worker worker) {
        Pool pool = worker.waitsFor;
        if (pool != null && worker.alive()) {
            longestSince.merge(pool, worker.waitsSinceNanos, Math::min);
        }
    }

    /** After the visit; answers whether some caller has just begun to wait for long. */
    boolean look(long now) {
        boolean begun = false;
        if (!longestSince.isEmpty()) {
            Map<Pool, Integer> leased = leased();
            for (Map.Entry<Pool, Long> waiting : longestSince.entrySet()) {
                Pool pool = waiting.getKey();
                if (leased.getOrDefault(pool, 0) >= limit(pool)) {
                    long since = waiting.getValue();
                    // Some wait has begun since the look did.
                    pool.saturatedNanos += Math.max(0, now - Math.max(since, lookedNanos));
                    begun |= now - since >= LONG_NANOS && lookedNanos - since < LONG_NANOS;
                }
            }
            longestSince.clear();
        }
        lookedNanos = now;
        return begun;
    }

    private Map<Pool, Integer> leased() {
        Map<Pool, Integer> leased = new HashMap<>();
        ledger.entries.table.visit(entry -> {
            if (entry instanceof Connection) {
                Connection connection = (Connection) entry;
                Pool pool = connection.pool;
                if (pool != null && connection.exchange != null && !connection.closed) {
                    leased.merge(pool, 1, Integer::sum);
                }
            }
        });
        return leased;
    }

    private int limit(Pool pool) {
        @Nullable Object key = pool.get();
        return key == null
                ? Integer.MAX_VALUE
                : inspector.limits(pool.client, key).connections();
    }
}
