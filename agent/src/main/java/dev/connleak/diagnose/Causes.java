package dev.connleak.diagnose;

import dev.connleak.track.PoolFacts;
import dev.connleak.track.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The causes of one diagnosis as they are found, one for each fingerprint, and the call paths that tell them apart. Lives
 * as long as that diagnosis, on one thread.
 */
final class Causes {
    final Snapshot snapshot;
    final Thresholds thresholds;
    private final Libraries libraries;
    private final @Nullable String[] clients;
    private final Map<Integer, CallPath> paths = new HashMap<>();
    /** By kind, client and stack: there may be a hundred thousand exchanges of one. */
    private final Map<Long, String> fingerprints = new HashMap<>();

    private final Map<Long, PoolFacts> pools = new HashMap<>();
    private final Map<String, Cause> found = new LinkedHashMap<>();

    Causes(Snapshot snapshot, Thresholds thresholds, Libraries libraries, @Nullable String[] clients) {
        this.snapshot = snapshot;
        this.thresholds = thresholds;
        this.libraries = libraries;
        this.clients = clients;
        for (PoolFacts pool : snapshot.pools) {
            pools.put(pool.id, pool);
        }
    }

    /** Whether what has been idle since then was so for long enough; nothing counts that a process slept. */
    boolean isIdleSince(long nanos) {
        long moment = thresholds.momentNanos(snapshot);
        return Math.min(moment - nanos, moment - snapshot.awakeNanos) >= thresholds.heldAfterNanos;
    }

    /** Whether verdicts on this client are on. */
    boolean judges(int client) {
        return clients[client] != null;
    }

    Collection<Cause> found() {
        return found.values();
    }

    /** Counts the exchanges of each cause's place, and drops the causes that a rule finds not worth a word. */
    void conclude(Predicate<Cause> rule) {
        SiteExchanges exchanges = new SiteExchanges(this);
        for (Iterator<Cause> each = found.values().iterator(); each.hasNext(); ) {
            Cause cause = each.next();
            cause.siteExchanges = exchanges.of(cause);
            if (!rule.test(cause)) {
                each.remove();
            }
        }
    }

    /** The cause of that kind, that client and the path of that stack; made where there is none yet. */
    Cause cause(Kind kind, int client, int stack) {
        CallPath path = path(stack);
        String fingerprint = fingerprint(kind, client, stack);
        Cause cause = found.get(fingerprint);
        if (cause == null) {
            cause = new Cause(fingerprint, kind, client, path);
            found.put(fingerprint, cause);
        }
        return cause;
    }

    String fingerprint(Kind kind, int client, int stack) {
        Long key = ((long) kind.ordinal() << 48) | ((long) client << 32) | (stack & 0xffffffffL);
        String known = fingerprints.get(key);
        if (known == null) {
            known = path(stack).fingerprint(kind, String.valueOf(clients[client]));
            fingerprints.put(key, known);
        }
        return known;
    }

    CallPath path(int stack) {
        CallPath path = paths.get(stack);
        if (path == null) {
            StackTraceElement[] frames = stack < 0 ? new StackTraceElement[0] : snapshot.stacks.get(stack);
            path = CallPath.of(frames, libraries);
            paths.put(stack, path);
        }
        return path;
    }

    /** The pool of that id, or null for 0 and for one that is gone. */
    @Nullable
    PoolFacts pool(long id) {
        return pools.get(id);
    }
}
