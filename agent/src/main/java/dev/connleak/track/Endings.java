package dev.connleak.track;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What remains of exchanges that are over: exact counters, and a stack of ended exchanges for the sweeper, which renders
 * their call sites. Both kinds of backlog are bounded; what comes on top is counted as unseen, so that the share of a site
 * can still be estimated.
 */
final class Endings {
    /**
     * Healthy endings that may wait. A sweep renders 64 of them, 10 to 20 microseconds each, which bounds its work to
     * about 1 ms in 250 and the wait to four seconds: no captured stack grows older than five.
     */
    static final int HEALTHY_LIMIT = 1024;

    /** Endings that may become a finding, of which a sweep renders 512. */
    static final int NOTABLE_LIMIT = 8192;

    static final int CELLS = 8;

    private static final int STATES = BodyState.values().length;

    private final AtomicLongArray bodies;
    private final AtomicLongArray cells;
    private final AtomicLongArray reused;
    private final AtomicLongArray unseen;
    private final AtomicReference<@Nullable Exchange> ended = new AtomicReference<>();
    private final AtomicInteger healthy = new AtomicInteger();
    private final AtomicInteger notable = new AtomicInteger();

    Endings(int clients) {
        bodies = new AtomicLongArray(clients * STATES);
        cells = new AtomicLongArray(clients * CELLS);
        reused = new AtomicLongArray(clients);
        unseen = new AtomicLongArray(clients);
    }

    /** Counts an exchange that is over and hands it to the sweeper. Called once for each. */
    @HotPath
    void add(Exchange exchange) {
        int now = exchange.bits();
        BodyState state = BodyState.of(now);
        bodies.incrementAndGet(exchange.client * STATES + state.ordinal());
        if ((now & Exchange.REUSED) != 0) {
            reused.incrementAndGet(exchange.client);
        }
        boolean well = isHealthy(now);
        AtomicInteger waiting = well ? healthy : notable;
        if (waiting.get() >= (well ? HEALTHY_LIMIT : NOTABLE_LIMIT)) {
            unseen.incrementAndGet(exchange.client);
            countCell(exchange);
            return;
        }
        waiting.incrementAndGet();
        Exchange head;
        do {
            head = ended.get();
            exchange.nextEnded = head;
        } while (!ended.compareAndSet(head, exchange));
    }

    /** All that ended since the last call, newest first. For the sweeper. */
    @Nullable
    Exchange take() {
        return ended.getAndSet(null);
    }

    /** The sweeper is done with it, and knows by now what its head said of keep-alive. */
    void done(Exchange exchange) {
        (isHealthy(exchange.bits()) ? healthy : notable).decrementAndGet();
        countCell(exchange);
    }

    @HotPath
    private void countCell(Exchange exchange) {
        int bits = exchange.bits();
        if (BodyState.of(bits) != BodyState.NONE) {
            cells.incrementAndGet(exchange.client * CELLS + cell(bits));
        }
    }

    /** Forgets all counts; not what waits for the sweeper. */
    void reset() {
        for (AtomicLongArray counts : new AtomicLongArray[] {bodies, cells, reused, unseen}) {
            for (int i = 0; i < counts.length(); i++) {
                counts.set(i, 0);
            }
        }
    }

    long bodies(int client, BodyState state) {
        return bodies.get(client * STATES + state.ordinal());
    }

    long cells(int client, int cell) {
        return cells.get(client * CELLS + cell);
    }

    long reused(int client) {
        return reused.get(client);
    }

    /** Exchanges whose site nobody looked at. */
    long unseen(int client) {
        return unseen.get(client);
    }

    /** The cell's number: bit 2 keep-alive off, bit 1 not read to its end, bit 0 not closed. */
    static int cell(int bits) {
        return ((bits & Exchange.NOT_KEPT_ALIVE) != 0 ? 4 : 0)
                | ((bits & Exchange.USER_EOF) != 0 ? 0 : 2)
                | ((bits & Exchange.CLOSE_ENTERED) != 0 ? 0 : 1);
    }

    static boolean isHealthy(int bits) {
        if ((bits & Exchange.BARE) != 0 && (bits & Exchange.HANDLE_GONE) != 0) {
            return false;
        }
        boolean early = (bits & Exchange.CLOSE_ENTERED) != 0 && (bits & Exchange.USER_EOF) == 0;
        return !early && (bits & (Exchange.ABANDONED | Exchange.CANCELLED | Exchange.UNFINISHED)) == 0;
    }
}
