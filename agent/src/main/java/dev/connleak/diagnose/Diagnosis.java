package dev.connleak.diagnose;

import dev.connleak.track.BodyState;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges a snapshot: groups what single exchanges and tallies show into causes, and grades them. Pure: the same snapshot
 * gives the same causes in the same order.
 */
public final class Diagnosis {
    private static final Comparator<Cause> WORST_FIRST = Comparator.comparing((Cause cause) -> !cause.kind.leak)
            .thenComparing(cause -> cause.grade, Comparator.reverseOrder())
            .thenComparing(cause -> cause.openNow, Comparator.reverseOrder())
            .thenComparing(cause -> cause.count, Comparator.reverseOrder())
            .thenComparing(cause -> cause.fingerprint);

    private final Snapshot snapshot;
    private final Thresholds thresholds;
    private final String[] clients;
    private final Map<Integer, CallPath> paths = new HashMap<>();
    private final Map<String, Cause> causes = new LinkedHashMap<>();
    private final Libraries libraries;

    private Diagnosis(Snapshot snapshot, Thresholds thresholds, Libraries libraries, String[] clients) {
        this.snapshot = snapshot;
        this.thresholds = thresholds;
        this.libraries = libraries;
        this.clients = clients;
    }

    /**
     * All causes, worst first.
     *
     * @param clients names of the clients by number; null for one whose verdicts are off
     */
    public static List<Cause> of(
            Snapshot snapshot, Thresholds thresholds, Libraries libraries, @Nullable String[] clients) {
        String[] names = new String[clients.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = clients[i] == null ? "" : clients[i];
        }
        return new Diagnosis(snapshot, thresholds, libraries, names).causes();
    }

    private List<Cause> causes() {
        BodyRules rules = new BodyRules(thresholds, thresholds.exiting ? thresholds.exitNanos : snapshot.atNanos);
        for (ExchangeFacts exchange : snapshot.exchanges) {
            Kind kind = clients[exchange.client].isEmpty() ? null : rules.judge(exchange);
            if (kind != null) {
                addExchange(kind, exchange);
            }
        }
        for (Tally tally : snapshot.tallies) {
            if (!clients[tally.client].isEmpty()) {
                addTally(tally);
            }
        }
        List<Cause> found = new ArrayList<>();
        Map<String, Long> sites = siteExchanges();
        Map<String, Long> late = returnedLate();
        for (Cause cause : causes.values()) {
            cause.siteExchanges = Math.max(cause.count, sites.getOrDefault(place(cause.client, cause.path), 0L));
            cause.returnedLate = late.getOrDefault(cause.fingerprint, 0L);
            if (conclude(cause)) {
                found.add(cause);
            }
        }
        Collections.sort(found, WORST_FIRST);
        return found;
    }

    private void addExchange(Kind kind, ExchangeFacts exchange) {
        Cause cause = cause(kind, exchange.client, exchange.stack);
        if (cause.exchanges.isEmpty()) {
            cause.keepAlive = exchange.keepAlive;
            cause.readToEof = exchange.readToEof;
            cause.closed = exchange.closed;
        }
        cause.exchanges.add(exchange);
        cause.count(kind, exchange.stack, 1, exchange.startedNanos);
        if (BodyRules.proves(kind, exchange)) {
            cause.prove(kind, 1);
        }
        if (exchange.rescued) {
            cause.rescued++;
        }
        if (exchange.leaseOpen) {
            cause.openNow++;
            if (exchange.connection != 0) {
                cause.connections.add(exchange.connection);
            }
        }
        if (exchange.url != null) {
            cause.url = exchange.url;
        }
    }

    private void addTally(Tally tally) {
        addRescued(Kind.BODY_ABANDONED, tally, tally.rescued);
        addRescued(Kind.BODY_READ_NOT_RELEASED, tally, tally.rescuedAfterEof);
        if (tally.dropped > 0) {
            Cause cause = cause(Kind.LEASE_HELD, tally.client, tally.stack);
            cause.count(Kind.LEASE_HELD, tally.stack, tally.dropped, tally.lastNanos);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            cause.prove(Kind.LEASE_HELD, tally.dropped);
            cause.rescued += tally.dropped - tally.droppedForGood;
            cause.openNow += tally.droppedForGood;
            url(cause, tally);
        }
        if (tally.closedEarly > 0) {
            Cause cause = cause(Kind.CLOSED_EARLY, tally.client, tally.stack);
            cause.closed = true;
            cause.count(Kind.CLOSED_EARLY, tally.stack, tally.closedEarly, tally.lastNanos);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            url(cause, tally);
        }
        if (tally.cancelled > 0) {
            Cause cause = cause(Kind.EXCHANGE_CANCELLED, tally.client, tally.stack);
            cause.count(Kind.EXCHANGE_CANCELLED, tally.stack, tally.cancelled, tally.lastNanos);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            url(cause, tally);
        }
    }

    private void addRescued(Kind kind, Tally tally, long times) {
        if (times > 0) {
            Cause cause = cause(kind, tally.client, tally.stack);
            if (cause.exchanges.isEmpty()) {
                cause.keepAlive = tally.rescuedKeepAlive;
                cause.readToEof = kind == Kind.BODY_READ_NOT_RELEASED;
            }
            cause.count(kind, tally.stack, times, tally.lastNanos);
            cause.firstNanos = Math.min(cause.firstNanos, tally.firstNanos);
            cause.rescued += times;
            cause.prove(kind, times);
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
        if (!cause.kind.leak) {
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
        if (proven > 0) {
            cause.grade = Grade.PROVEN;
            cause.reasons.add(proven + " of " + cause.count
                    + (cause.kind == Kind.LEASE_HELD
                            ? " sockets were collected without having been closed"
                            : " handles were collected while the lease was open"));
        } else if (thresholds.exiting) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("the process ended with it open and idle");
        } else if (cause.kind == Kind.CLOSE_BLOCKED) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("a thread has been inside close() all that time");
        } else if (cause.count > 1 && cause.returnedLate == 0 && progressIsKnown(cause)) {
            cause.grade = Grade.LIKELY;
            cause.reasons.add("the same place keeps adding, and none has come back");
        } else {
            cause.grade = Grade.SUSPECT;
            cause.reasons.add(
                    cause.returnedLate > 0
                            ? cause.returnedLate + " others of this place came back late"
                            : "open for long, and so far the only one");
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

    /** Late returns of every path, by the fingerprint of the body family. */
    private Map<String, Long> returnedLate() {
        Map<String, Long> late = new HashMap<>();
        for (Tally tally : snapshot.tallies) {
            if (tally.returnedLate > 0) {
                String fingerprint = path(tally.stack).fingerprint(Kind.BODY_HELD, clients[tally.client]);
                add(late, fingerprint, tally.returnedLate);
            }
        }
        return late;
    }

    /** Tallied and live exchanges of every place; what nobody looked at is added by its share. */
    private Map<String, Long> siteExchanges() {
        Map<String, Long> here = new HashMap<>();
        long[] tallied = new long[clients.length];
        for (Tally tally : snapshot.tallies) {
            tallied[tally.client] += tally.exchanges;
            add(here, place(tally.client, path(tally.stack)), tally.exchanges);
        }
        for (Map.Entry<String, Long> place : here.entrySet()) {
            int client =
                    Integer.parseInt(place.getKey().substring(0, place.getKey().indexOf(' ')));
            double seen = tallied[client];
            place.setValue((long) (place.getValue() * (1 + snapshot.clients[client].unseen / seen)));
        }
        for (ExchangeFacts exchange : snapshot.exchanges) {
            add(here, place(exchange.client, path(exchange.stack)), 1L);
        }
        return here;
    }

    private static String place(int client, CallPath path) {
        return client + " " + path.siteFingerprint();
    }

    private static void add(Map<String, Long> to, String key, long times) {
        Long before = to.get(key);
        to.put(key, before == null ? times : before + times);
    }

    private Cause cause(Kind kind, int client, int stack) {
        CallPath path = path(stack);
        String fingerprint = path.fingerprint(kind, clients[client]);
        Cause cause = causes.get(fingerprint);
        if (cause == null) {
            cause = new Cause(fingerprint, kind, client, path);
            causes.put(fingerprint, cause);
        }
        return cause;
    }

    private CallPath path(int stack) {
        CallPath path = paths.get(stack);
        if (path == null) {
            StackTraceElement[] frames = stack < 0 ? new StackTraceElement[0] : snapshot.stacks.get(stack);
            path = CallPath.of(frames, libraries);
            paths.put(stack, path);
        }
        return path;
    }
}
