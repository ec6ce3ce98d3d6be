package dev.connleak.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that wait, first come first served for each route. Guarded by the pool's lock.
 *
 * <p>A finished ticket leaves from wherever it stands: one that stayed until it reached the front would keep its call
 * alive behind a long waiter.
 */
final class TicketQueues {

    private final Map<Route, Set<Ticket>> byRoute = new HashMap<>();

    void add(Ticket ticket) {
        byRoute.computeIfAbsent(ticket.route(), route -> new LinkedHashSet<>()).add(ticket);
    }

    void remove(Ticket ticket) {
        Set<Ticket> queue = byRoute.get(ticket.route());
        if (queue != null && queue.remove(ticket) && queue.isEmpty()) {
            byRoute.remove(ticket.route());
        }
    }

    /** Take out the first ticket of a route that is accepted, and those before it that are not; null if none is. */
    @Nullable
    Ticket takeFirst(Route route, Predicate<Ticket> accepted) {
        Set<Ticket> queue = byRoute.get(route);
        if (queue == null) {
            return null;
        }
        Ticket found = null;
        for (Iterator<Ticket> tickets = queue.iterator(); found == null && tickets.hasNext(); ) {
            Ticket ticket = tickets.next();
            tickets.remove();
            found = accepted.test(ticket) ? ticket : null;
        }
        if (queue.isEmpty()) {
            byRoute.remove(route);
        }
        return found;
    }

    List<Ticket> all() {
        List<Ticket> all = new ArrayList<>();
        byRoute.values().forEach(all::addAll);
        return all;
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        byRoute.forEach((route, queue) -> counts.put(route.key(), queue.size()));
        return counts;
    }
}
