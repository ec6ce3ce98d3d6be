package dev.connleak.diagnose;

import dev.connleak.track.BodyState;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Tally;
import java.util.HashMap;
import java.util.Map;

/** What single exchanges and tallies show of bodies, requests and leases, grouped into causes and graded. */
final class BodyCauses {
    private final Causes causes;

    BodyCauses(Causes causes) {
        this.causes = causes;
    }

    void find() {
        Snapshot snapshot = causes.snapshot;
        BodyRules rules =
                new BodyRules(causes.thresholds, causes.thresholds.momentNanos(snapshot), snapshot.awakeNanos);
        for (ExchangeFacts exchange : snapshot.exchanges) {
            Kind kind = causes.judges(exchange.client) ? rules.judge(exchange) : null;
            if (kind != null) {
                addExchange(kind, exchange);
            }
        }
        for (Tally tally : snapshot.tallies) {
            if (causes.judges(tally.client)) {
                addTally(tally);
            }
        }
        Map<String, Long> late = returnedLate();
        causes.conclude(cause -> {
            cause.returnedLate = late.getOrDefault(cause.fingerprint, 0L);
            return conclude(cause);
        });
    }

    private void addExchange(Kind kind, ExchangeFacts exchange) {
        Cause cause = causes.cause(kind, exchange.client, exchange.stack);
        if (cause.exchanges.isEmpty()) {
            cause.keepAlive = exchange.keepAlive;
            cause.readToEof = exchange.readToEof;
            cause.closed = exchange.closed;
        }
        cause.exchanges.add(exchange);
        cause.count(kind, exchange.stack, 1, exchange.startedNanos, exchange.doubtful);
        if (!exchange.doubtful && BodyRules.proves(kind, exchange)) {
            cause.prove(kind, 1);
        }
        if (exchange.rescued) {
            cause.rescued++;
        }
        if (exchange.leaseOpen) {
            cause.openNow++;
            if (exchange.connection != 0) {
                cause.held.add(exchange.connection);
            }
        }
        if (exchange.url != null) {
            cause.url = exchange.url;
        }
    }

    private void addTally(Tally tally) {
        addRescued(Kind.BODY_ABANDONED, tally, tally.rescued);
        addRescued(Kind.BODY_READ_NOT_RELEASED, tally, tally.rescuedAfterEof);
        addRescued(Kind.REQUEST_NOT_FINISHED, tally, tally.unfinished);
        addRescued(Kind.LEASE_HELD, tally, tally.leasesDropped);
        if (tally.closedEarly > 0) {
            Cause cause = causes.cause(Kind.CLOSED_EARLY, tally.client, tally.stack);
            cause.closed = true;
            cause.count(Kind.CLOSED_EARLY, tally.stack, tally.closedEarly, tally.lastNanos, tally.doubtful);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            url(cause, tally);
        }
        if (tally.cancelled > 0) {
            Cause cause = causes.cause(Kind.EXCHANGE_CANCELLED, tally.client, tally.stack);
            cause.count(Kind.EXCHANGE_CANCELLED, tally.stack, tally.cancelled, tally.lastNanos, tally.doubtful);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            url(cause, tally);
        }
    }

    private void addRescued(Kind kind, Tally tally, long times) {
        if (times > 0) {
            Cause cause = causes.cause(kind, tally.client, tally.stack);
            if (cause.exchanges.isEmpty()) {
                cause.keepAlive = tally.rescuedKeepAlive;
                cause.readToEof = kind == Kind.BODY_READ_NOT_RELEASED;
            }
            cause.count(kind, tally.stack, times, tally.lastNanos, tally.doubtful);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            cause.rescued += times;
            if (!tally.doubtful) {
                cause.prove(kind, times);
            }
            url(cause, tally);
        }
    }

    private static void url(Cause cause, Tally tally) {
        if (cause.url == null) {
            cause.url = tally.route;
        }
    }

    /** Grades a cause; false where it is not worth a word. */
    private boolean conclude(Cause cause) {
        if (!cause.leak) {
            cause.outcome = Outcome.DESTROYED;
            cause.grade = Grade.PROVEN;
            cause.reasons.add(cause.count + " of " + cause.siteExchanges + " exchanges of this place");
            return cause.count >= Thresholds.WASTE_COUNT && cause.count * Thresholds.WASTE_SHARE > cause.siteExchanges;
        }
        cause.kind = strongest(cause);
        if (cause.openNow == 0) {
            cause.outcome = Outcome.RESCUED;
        } else {
            cause.outcome = cause.keepAlive ? Outcome.HELD : Outcome.STUCK;
        }
        grade(cause);
        return true;
    }

    private void grade(Cause cause) {
        long proven = cause.proven();
        if (cause.sure == 0) {
            cause.grade = Grade.SUSPECT;
            cause.reasons.add(Cause.DOUBT);
        } else if (proven > 0) {
            cause.grade = Grade.PROVEN;
            cause.reasons.add(proven + " of " + cause.count + " handles were collected while the lease was open");
        } else if (causes.thresholds.exiting) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("the process ended with it open and idle");
        } else if (cause.kind == Kind.CLOSE_BLOCKED) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("a thread has been inside close() all that time");
        } else if (cause.sure > 1 && cause.returnedLate == 0 && progressIsKnown(cause)) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("the same place keeps adding, and none has come back");
        } else {
            cause.grade = Grade.SUSPECT;
            if (cause.returnedLate > 0) {
                cause.reasons.add(cause.returnedLate + " others of this place came back late");
            } else {
                cause.reasons.add(cause.sure < cause.count ? Cause.DOUBT : "open for long, and so far the only one");
            }
        }
    }

    private static boolean progressIsKnown(Cause cause) {
        for (ExchangeFacts exchange : cause.exchanges) {
            if (!exchange.progressKnown && exchange.body == BodyState.OPEN) {
                return false;
            }
        }
        return true;
    }

    /** The strongest kind that is proven, else the most frequent. */
    private static Kind strongest(Cause cause) {
        if (!cause.provenKinds.isEmpty()) {
            return cause.provenKinds.keySet().iterator().next();
        }
        Kind best = cause.kind;
        long most = 0;
        for (Map.Entry<Kind, Long> kind : cause.byKind.entrySet()) {
            if (kind.getValue() > most) {
                most = kind.getValue();
                best = kind.getKey();
            }
        }
        return best;
    }

    /** Late returns of every path, by the fingerprint of what had been suspected there. */
    private Map<String, Long> returnedLate() {
        Map<String, Long> late = new HashMap<>();
        for (Tally tally : causes.snapshot.tallies) {
            addLate(Kind.BODY_HELD, tally, tally.returnedLate, late);
            addLate(Kind.REQUEST_NOT_FINISHED, tally, tally.finishedLate, late);
            addLate(Kind.LEASE_HELD, tally, tally.leasesLate, late);
        }
        return late;
    }

    private void addLate(Kind kind, Tally tally, long times, Map<String, Long> late) {
        if (times > 0) {
            late.merge(causes.fingerprint(kind, tally.client, tally.stack), times, Long::sum);
        }
    }
}
