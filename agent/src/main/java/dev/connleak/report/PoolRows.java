package dev.connleak.report;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        pools.addAll(openers());
        return pools;
    }

    /** Sockets without a known client are told as one pool for each place that connects them. */
    private List<Pool> openers() {
        Map<Long, List<ConnectionFacts>> places = new LinkedHashMap<>();
        for (ConnectionFacts connection : view.snapshot.connections) {
            if (connection.opener >= 0) {
                places.computeIfAbsent(view.pool(connection), id -> new ArrayList<>())
                        .add(connection);
            }
        }
        List<Pool> pools = new ArrayList<>();
        for (List<ConnectionFacts> sockets : places.values()) {
            ConnectionFacts first = sockets.get(0);
            int open = 0;
            for (ConnectionFacts socket : sockets) {
                open += socket.closed ? 0 : 1;
            }
            Pool.Draft draft = new Pool.Draft("p" + view.pool(first));
            draft.client = view.clients[first.client].name;
            draft.createdAt = view.moment(first.openedNanos);
            draft.stack = view.tables.stack(first.opener);
            draft.leased = open;
            draft.idle = 0;
            draft.waiting = 0;
            pools.add(draft.finish());
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
