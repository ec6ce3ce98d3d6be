package dev.connleak.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connections that nobody uses: the last returned is the first taken. Guarded by the pool's lock. */
final class IdleConnections {

    private final Map<Route, Deque<Connection>> byRoute = new HashMap<>();

    /** Over all routes, the longest idle first. */
    private final Set<Connection> byAge = new LinkedHashSet<>();

    void add(Connection connection) {
        if (!byAge.add(connection)) {
            throw new IllegalStateException("connection " + connection.id() + " was returned twice");
        }
        byRoute.computeIfAbsent(connection.route(), route -> new ArrayDeque<>(1))
                .addLast(connection);
    }

    boolean remove(Connection connection) {
        if (!byAge.remove(connection)) {
            return false;
        }
        Deque<Connection> same = byRoute.get(connection.route());
        if (same != null && same.removeLastOccurrence(connection) && same.isEmpty()) {
            byRoute.remove(connection.route());
        }
        return true;
    }

    /** Take out the connection of a route that was returned last, or null. */
    @Nullable
    Connection takeLast(Route route) {
        Deque<Connection> same = byRoute.get(route);
        Connection last = same == null ? null : same.peekLast();
        if (last != null) {
            remove(last);
        }
        return last;
    }

    /** Take out the longest idle connection if there are more than may be, or null. */
    @Nullable
    Connection takeOldestAbove(int limit) {
        if (byAge.size() <= limit) {
            return null;
        }
        Connection oldest = byAge.iterator().next();
        remove(oldest);
        return oldest;
    }

    List<Connection> takeAll() {
        List<Connection> all = new ArrayList<>(byAge);
        byAge.clear();
        byRoute.clear();
        return all;
    }

    boolean contains(Connection connection) {
        return byAge.contains(connection);
    }

    int count(Route route) {
        Deque<Connection> same = byRoute.get(route);
        return same == null ? 0 : same.size();
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        byRoute.forEach((route, same) -> counts.put(route.key(), same.size()));
        return counts;
    }
}
