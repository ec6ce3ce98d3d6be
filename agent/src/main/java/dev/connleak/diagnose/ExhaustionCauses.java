package dev.connleak.diagnose;

import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.PoolFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Callers wait for a connection while others hold one and do nothing with it: a pool that is exhausted. It is told at the
 * place of those who hold most, never of those who wait. Where all holders make progress the pool is merely loaded.
 */
final class ExhaustionCauses {
    /** A healthy pool hands a connection over in milliseconds. */
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Causes causes;

    ExhaustionCauses(Causes causes) {
        this.causes = causes;
    }

    /** After the causes that hold leases are known. */
    void find() {
        List<Cause> holders = new ArrayList<>();
        for (Cause cause : causes.found()) {
            if (cause.leak && !cause.exchanges.isEmpty()) {
                holders.add(cause);
            }
        }
        long moment = causes.thresholds.momentNanos(causes.snapshot);
        for (PoolFacts pool : causes.snapshot.pools) {
            if (!pool.waits.isEmpty() && moment - pool.waits.get(0).sinceNanos >= WAIT_NANOS) {
                judge(pool, holders, moment);
            }
        }
    }

    private void judge(PoolFacts pool, List<Cause> holders, long moment) {
        List<ExchangeFacts> held = new ArrayList<>();
        Cause most = null;
        int mostHeld = 0;
        Grade grade = Grade.SUSPECT;
        for (Cause holder : holders) {
            int before = held.size();
            for (ExchangeFacts exchange : holder.exchanges) {
                if (exchange.leaseOpen && exchange.pool == pool.id) {
                    held.add(exchange);
                }
            }
            int here = held.size() - before;
            if (here > 0 && holder.grade.compareTo(grade) > 0) {
                grade = holder.grade;
            }
            if (here > mostHeld) {
                most = holder;
                mostHeld = here;
            }
        }
        if (most != null) {
            add(pool, most, grade, held, moment);
        }
    }

    private void add(PoolFacts pool, Cause most, Grade grade, List<ExchangeFacts> held, long moment) {
        int stack = stackOf(most, pool);
        Cause cause = causes.cause(Kind.POOL_EXHAUSTED, pool.client, stack);
        boolean mayBeServed = causes.snapshot.isDoubtful(pool.waits.get(0).sinceNanos);
        for (ExchangeFacts exchange : held) {
            boolean doubtful = mayBeServed || exchange.doubtful;
            cause.count(Kind.POOL_EXHAUSTED, exchange.stack, 1, exchange.startedNanos, doubtful);
            cause.exchanges.add(exchange);
            cause.held.add(exchange.connection);
        }
        cause.openNow += held.size();
        cause.siteExchanges = most.siteExchanges;
        cause.url = most.url;
        if (grade.compareTo(cause.grade) > 0) {
            cause.grade = grade;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(moment - pool.waits.get(0).sinceNanos);
        cause.reasons.add(pool.waits.size() + (pool.waits.size() == 1 ? " caller waits" : " callers wait")
                + " for a connection, the longest for " + seconds + " s" + limit(pool.limits.max));
    }

    private static int stackOf(Cause cause, PoolFacts pool) {
        for (ExchangeFacts exchange : cause.exchanges) {
            if (exchange.leaseOpen && exchange.pool == pool.id) {
                return exchange.stack;
            }
        }
        throw new IllegalStateException("a holder without a lease");
    }

    private static String limit(@Nullable Integer max) {
        return max == null ? "" : ", of " + max + " at most";
    }
}
