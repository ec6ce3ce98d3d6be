package dev.connleak.diagnose;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.PoolFacts;
import dev.connleak.track.Worker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One bug: everything of one family that one path of the application's code did with one client. Filled by
 * {@link Diagnosis}, read by the report; not changed after that.
 */
public final class Cause {
    /** Why a cause is no more than suspect. */
    static final String DOUBT = "began before an error of the agent's own, in which the end may have been lost";

    public final String fingerprint;
    public final int client;
    public final CallPath path;
    /** How often each kind of the family was seen. */
    public final Map<Kind, Long> byKind = new EnumMap<>(Kind.class);
    /** Occurrences by number of the stack, in the order in which they were met. */
    public final Map<Integer, Long> stacks = new LinkedHashMap<>();
    /** Those that are still in the ledger, oldest first. */
    public final List<ExchangeFacts> exchanges = new ArrayList<>();
    /** The connections themselves, where it is about those. */
    public final List<ConnectionFacts> connections = new ArrayList<>();
    /** The pools themselves, where it is about those. */
    public final List<PoolFacts> pools = new ArrayList<>();
    /** The threads that it keeps busy or alive, where it is about those. */
    public final List<Worker> threads = new ArrayList<>();

    public final List<String> reasons = new ArrayList<>();

    public Kind kind;
    /** Something is held for good; otherwise it is waste. */
    public boolean leak;
    /** It is about sockets without a known client. */
    public boolean ofSockets;

    public Grade grade = Grade.SUSPECT;
    public Outcome outcome = Outcome.HELD;
    public long count;
    /** Of those, the ones that began after the last error of the agent's own. */
    long sure;

    public long openNow;
    public long returnedLate;
    public long rescued;
    /** Exchanges of the site, healthy ones included. */
    public long siteExchanges;

    public long firstNanos = Long.MAX_VALUE;
    public long lastNanos = Long.MIN_VALUE;
    public @Nullable String url;
    /** Known once the diagnosis is done. */
    public @Nullable Owner owner;

    public boolean keepAlive = true;
    public boolean readToEof;
    public boolean closed;

    /** Where most of its tasks were submitted, if it has no place of its own: number of the stack, or -1. */
    public int submitterStack = -1;
    /** The place itself, where it is known for all of them and the same. */
    public @Nullable String submitter;

    final Set<Long> held = new LinkedHashSet<>();
    /** Those of {@link #byKind} of which one at least cannot be otherwise. */
    final Map<Kind, Long> provenKinds = new EnumMap<>(Kind.class);

    Cause(String fingerprint, Kind kind, int client, CallPath path) {
        this.fingerprint = fingerprint;
        this.kind = kind;
        this.leak = kind.leak;
        this.client = client;
        this.path = path;
    }

    /** Distinct connections that its open leases hold. */
    public int connectionsHeld() {
        return held.size();
    }

    /** @param doubtful whether an event of these may have been lost */
    void count(Kind as, int stack, long times, long atNanos, boolean doubtful) {
        count += times;
        sure += doubtful ? 0 : times;
        add(byKind, as, times);
        add(stacks, stack, times);
        firstNanos = Math.min(firstNanos, atNanos);
        lastNanos = Math.max(lastNanos, atNanos);
    }

    void prove(Kind as, long times) {
        add(provenKinds, as, times);
    }

    long proven() {
        long sum = 0;
        for (long times : provenKinds.values()) {
            sum += times;
        }
        return sum;
    }

    private static <K> void add(Map<K, Long> to, K key, long times) {
        Long before = to.get(key);
        to.put(key, before == null ? times : before + times);
    }
}
