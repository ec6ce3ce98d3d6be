package dev.connleak.report;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pools of a report, with how many of their connections are leased and idle. */
final class PoolRows {
    private final View view;

    PoolRows(View view) {
        this.view = view;
    }

    List<Pool> pools() {
        Map<Long, Load> loads = new HashMap<>();
        for (ConnectionFacts connection : view.snapshot.connections) {
            Load load = loads.computeIfAbsent(connection.pool, id -> new Load());
            if (!connection.closed) {
                load.leased += connection.exchange != 0 ? 1 : 0;
                load.idle += connection.exchange != 0 ? 0 : 1;
            }
        }
        List<Pool> pools = new ArrayList<>();
        for (PoolFacts pool : view.snapshot.pools) {
            pools.add(pool(pool, loads.getOrDefault(pool.id, new Load())));
        }
        return pools;
    }

    private Pool pool(PoolFacts pool, Load load) {
        Pool.Draft draft = new Pool.Draft("p" + pool.id);
        draft.client = view.clients[pool.client].name;
        draft.createdAt = pool.stack < 0 ? null : view.moment(pool.openedNanos);
        draft.stack = view.tables.stack(pool.stack);
        draft.max = pool.limits.max;
        draft.maxPerRoute = pool.limits.maxPerRoute;
        draft.idleTimeoutMillis = pool.limits.idleTimeoutMillis;
        draft.leased = load.leased;
        draft.idle = load.idle;
        draft.waiting = pool.waiting;
        draft.closed = pool.closed;
        return draft.finish();
    }

    private static final class Load {
        private int leased;
        private int idle;
    }
}
