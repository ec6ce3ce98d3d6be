package dev.connleak.report;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.PoolFacts;
import dev.connleak.track.WaitFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The pools of a report, with how many of their connections are leased and idle. */
final class PoolRows {
    static final int MOST = 1000;

    /** The longest waiting tell as much as all of them. */
    private static final int MOST_WAITERS = 20;

    private final View view;
    private int total;

    PoolRows(View view) {
        this.view = view;
    }

    /** How many there are, shown or not. */
    int total() {
        return total;
    }

    /** @param wanted ids of those that come first, whatever is cut */
    List<Pool> pools(Set<Long> wanted) {
        Map<Long, Load> loads = new HashMap<>();
        for (ConnectionFacts connection : view.snapshot.connections) {
            Load load = loads.computeIfAbsent(connection.pool, id -> new Load());
            if (!connection.closed) {
                load.leased += connection.leased() ? 1 : 0;
                load.idle += connection.leased() ? 0 : 1;
            }
        }
        List<Pool> pools = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            for (PoolFacts pool : view.snapshot.pools) {
                if (wanted.contains(pool.id) == first && pools.size() < MOST) {
                    pools.add(pool(pool, loads.getOrDefault(pool.id, new Load())));
                }
            }
        }
        List<Pool> openers = openers();
        total = view.snapshot.pools.size() + openers.size();
        pools.addAll(openers.subList(0, Math.min(openers.size(), MOST - pools.size())));
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
        // What is kept idle is kept alive; of a pool that keeps nothing only its settings tell why.
        draft.keepAlive = pool.limits.keepAlive == null && load.idle > 0 ? (Boolean) true : pool.limits.keepAlive;
        draft.max = pool.limits.max;
        draft.maxPerRoute = pool.limits.maxPerRoute;
        draft.idleTimeoutMillis = pool.limits.idleTimeoutMillis;
        draft.leased = load.leased;
        draft.idle = load.idle;
        draft.waiting = pool.waiting();
        draft.waiters = waiters(pool);
        draft.saturatedMillis = pool.saturatedNanos == null ? null : TimeUnit.NANOSECONDS.toMillis(pool.saturatedNanos);
        draft.closed = pool.closed;
        return draft.finish();
    }

    private List<Integer> waiters(PoolFacts pool) {
        List<Integer> waiters = new ArrayList<>();
        for (WaitFacts wait : pool.waits) {
            Integer thread = waiters.size() < MOST_WAITERS ? view.tables.thread(wait.worker) : null;
            if (thread != null) {
                waiters.add(thread);
            }
        }
        return waiters;
    }

    private static final class Load {
        private int leased;
        private int idle;
    }
}
