package dev.connleak.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each route has, dialling, leased and idle, and who waits to dial one more. Guarded by the pool's
 * lock.
 */
final class Slots {

    private final int limit;
    private final Map<Route, Integer> taken = new HashMap<>();
    private final TicketQueues waiting = new TicketQueues();

    Slots(int limit) {
        this.limit = limit;
    }

    /** Whether the ticket may dial; otherwise it waits for a slot. */
    boolean take(Ticket ticket) {
        int count = taken.getOrDefault(ticket.route(), 0);
        if (count >= limit) {
            waiting.add(ticket);
            return false;
        }
        taken.put(ticket.route(), count + 1);
        return true;
    }

    /** Give a slot back. The longest waiting ticket, if there is one, has it now and must dial. */
    @Nullable
    Ticket release(Route route) {
        Ticket next = waiting.takeFirst(route, Ticket::waiting);
        if (next != null) {
            return next;
        }
        int count = taken.getOrDefault(route, 0) - 1;
        if (count < 0) {
            throw new IllegalStateException("more slots released than taken for " + route);
        }
        if (count == 0) {
            taken.remove(route);
        } else {
            taken.put(route, count);
        }
        return null;
    }

    /** Forget a ticket that needs no dial any more. */
    void forget(Ticket ticket) {
        waiting.remove(ticket);
    }

    List<Ticket> waiting() {
        return waiting.all();
    }
}
