package dev.connleak.report;

import dev.connleak.diagnose.CallPath;
import dev.connleak.diagnose.Cause;
import dev.connleak.track.BodyState;
import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.KernelSockets;
import dev.connleak.track.PoolFacts;
import dev.connleak.track.Snapshot;
import dev.connleak.track.Worker;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a report together from a snapshot, its causes and what the kernel says at this moment. */
public final class Assembly {
    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_EXCHANGES = 1000;
    private static final int MOST_INSTANCES = 5;
    private static final int MOST_STACKS = 20;
    private static final int MOST_HOLDERS = 5;

    private final Snapshot snapshot;
    private final List<Cause> causes;
    private final Client[] clients;
    private final UrlTemplate urls;
    private final List<String> ignore;
    /** Wall-clock time and monotonic time of the same instant, and the agent's start on the latter. */
    private final long nowEpochMillis;

    private final long startNanos;
    private final Tables tables;
    private final @Nullable KernelSockets kernel;
    private final List<Watch.Truncated> truncated = new ArrayList<>();

    /** How a client is called and what to tell its users, by number. */
    public static final class Client {
        final String name;
        final String advice;

        public Client(String name, String advice) {
            this.name = name;
            this.advice = advice;
        }
    }

    /**
     * @param nowEpochMillis wall-clock time of the snapshot
     * @param startNanos the agent's start on the ledger's clock
     * @param ignore prefixes of site classes, or fingerprints, that are known and accepted
     */
    public Assembly(
            Snapshot snapshot,
            List<Cause> causes,
            Client[] clients,
            UrlTemplate urls,
            List<String> ignore,
            long nowEpochMillis,
            long startNanos) {
        this.snapshot = snapshot;
        this.causes = causes;
        this.clients = clients;
        this.urls = urls;
        this.ignore = ignore;
        this.nowEpochMillis = nowEpochMillis;
        this.startNanos = startNanos;
        this.tables = new Tables(snapshot.stacks);
        this.kernel = KernelSockets.read(new File("/proc/self/net"));
    }

    /** A moment of the ledger's clock on both of the report's. */
    public Moment moment(long nanos) {
        long agoMillis = (snapshot.atNanos - nanos) / 1_000_000;
        return new Moment(nowEpochMillis - agoMillis, (nanos - startNanos) / 1_000_000);
    }

    /** What was cut so far. */
    public List<Watch.Truncated> truncated() {
        return truncated;
    }

    public Totals totals() {
        long[] bodies = new long[BodyState.values().length];
        long exchanges = 0;
        long reused = 0;
        for (Snapshot.ClientFacts client : snapshot.clients) {
            exchanges += client.exchanges;
            reused += client.onReusedConnection;
            for (BodyState state : BodyState.values()) {
                bodies[state.ordinal()] += client.bodies(state);
            }
        }
        long open = 0;
        for (ConnectionFacts connection : snapshot.connections) {
            open += connection.closed ? 0 : 1;
        }
        return new Totals(
                snapshot.poolsOpened,
                snapshot.connectionsOpened,
                open,
                exchanges,
                reused,
                new Totals.Bodies(
                        bodies[BodyState.NONE.ordinal()],
                        bodies[BodyState.OPEN.ordinal()],
                        bodies[BodyState.READ_TO_EOF.ordinal()],
                        bodies[BodyState.READ_TO_EOF_NOT_CLOSED.ordinal()],
                        bodies[BodyState.CLOSED_EARLY.ordinal()],
                        bodies[BodyState.ABANDONED.ordinal()]));
    }

    /** Everything but the totals; fills {@link #truncated}. */
    public void fill(Report.Draft draft) {
        Set<Long> blamed = new LinkedHashSet<>();
        List<Finding> findings = new ArrayList<>(causes.size());
        for (Cause cause : causes) {
            findings.add(finding(cause, blamed));
        }
        List<ExchangeFacts> exchanges = exchanges(blamed);
        Set<Long> wanted = new LinkedHashSet<>();
        for (ExchangeFacts exchange : exchanges) {
            wanted.add(exchange.connection);
        }
        draft.findings = findings;
        draft.cells = cells();
        draft.connections = connections(wanted, draft);
        draft.exchanges = entries(exchanges, draft.connections);
        draft.pools = pools();
        draft.threads = tables.threads();
        draft.stacks = tables.stacks();
    }

    // Findings

    private Finding finding(Cause cause, Set<Long> blamed) {
        CallPath path = cause.path;
        StackTraceElement site = path.site;
        String place = site == null
                ? null
                : site.getClassName() + "." + site.getMethodName() + "(" + site.getFileName() + ":"
                        + site.getLineNumber() + ")";
        Client client = clients[cause.client];
        Finding.Draft draft = new Finding.Draft(
                cause.fingerprint,
                cause.kind.word(),
                cause.kind.leak ? "leak" : "waste",
                cause.grade.word(),
                moment(cause.firstNanos),
                moment(cause.lastNanos),
                Wording.summary(cause, place));
        Map<String, Long> byKind = new LinkedHashMap<>();
        for (Map.Entry<dev.connleak.diagnose.Kind, Long> kind : cause.byKind.entrySet()) {
            byKind.put(kind.getKey().word(), kind.getValue());
        }
        draft.byKind = byKind;
        draft.reasons = cause.reasons;
        draft.count = cause.count;
        draft.openNow = cause.openNow;
        draft.connectionsHeld = cause.connectionsHeld();
        draft.returnedLate = cause.returnedLate;
        draft.rescued = cause.rescued;
        draft.client = client.name;
        draft.route = UrlTemplate.origin(cause.url);
        draft.cell = new Cell(cause.keepAlive, cause.readToEof, cause.closed);
        draft.outcome = cause.outcome.word();
        draft.site = site(cause);
        draft.siteExchanges = cause.siteExchanges;
        draft.stacks = stacks(cause);
        draft.through = path.through;
        draft.owner = new Finding.Owner(site == null ? "library" : "application", null, null);
        draft.advice = client.advice;
        draft.ignored = isIgnored(cause);
        List<String> instances = new ArrayList<>();
        List<Finding.Holder> holders = new ArrayList<>();
        for (ExchangeFacts exchange : cause.exchanges) {
            blamed.add(exchange.id);
            if (draft.oldestMillis == null) {
                draft.oldestMillis = (snapshot.atNanos - exchange.startedNanos) / 1_000_000;
            }
            if (instances.size() < MOST_INSTANCES) {
                instances.add("x" + exchange.id);
            }
            if (holders.size() < MOST_HOLDERS) {
                holder(exchange, holders);
            }
        }
        draft.instances = instances;
        draft.holders = holders;
        draft.lastTouch = lastTouch(cause);
        return draft.finish();
    }

    private static Finding.@Nullable Site site(Cause cause) {
        StackTraceElement at = cause.path.site;
        String fingerprint = cause.path.siteFingerprint();
        if (at == null || fingerprint == null) {
            return null;
        }
        return new Finding.Site(
                at.getClassName(),
                at.getMethodName(),
                at.getFileName(),
                at.getLineNumber() < 0 ? null : at.getLineNumber(),
                fingerprint);
    }

    private List<Finding.StackCount> stacks(Cause cause) {
        List<Finding.StackCount> counts = new ArrayList<>();
        for (Map.Entry<Integer, Long> stack : cause.stacks.entrySet()) {
            Integer index = tables.stack(stack.getKey());
            if (index != null && counts.size() < MOST_STACKS) {
                counts.add(new Finding.StackCount(index, stack.getValue()));
            }
        }
        return counts;
    }

    private void holder(ExchangeFacts exchange, List<Finding.Holder> holders) {
        Worker worker = exchange.lastTouch == null ? exchange.worker : exchange.lastTouch;
        Integer thread = tables.thread(worker);
        if (thread == null || !exchange.leaseOpen) {
            return;
        }
        for (Finding.Holder known : holders) {
            if (known.thread == thread) {
                return;
            }
        }
        holders.add(new Finding.Holder(thread, tables.stackOf(thread)));
    }

    private Finding.@Nullable LastTouch lastTouch(Cause cause) {
        ExchangeFacts latest = null;
        for (ExchangeFacts exchange : cause.exchanges) {
            if (exchange.lastTouch != null && (latest == null || exchange.lastTouchNanos - latest.lastTouchNanos > 0)) {
                latest = exchange;
            }
        }
        Integer thread = latest == null ? null : tables.thread(latest.lastTouch);
        return latest == null || thread == null
                ? null
                : new Finding.LastTouch(thread, tables.stackOf(thread), moment(latest.lastTouchNanos));
    }

    private boolean isIgnored(Cause cause) {
        StackTraceElement site = cause.path.site;
        for (String pattern : ignore) {
            if (cause.fingerprint.equals(pattern)
                    || (site != null && site.getClassName().startsWith(pattern))) {
                return true;
            }
        }
        return false;
    }

    // Tables

    private List<Cell.Count> cells() {
        List<Cell.Count> counts = new ArrayList<>();
        boolean[] both = {true, false};
        for (int client = 0; client < clients.length; client++) {
            for (boolean keepAlive : both) {
                for (boolean readToEof : both) {
                    for (boolean closed : both) {
                        long times = snapshot.clients[client].cell(keepAlive, readToEof, closed);
                        if (times > 0) {
                            counts.add(new Cell.Count(
                                    clients[client].name, new Cell(keepAlive, readToEof, closed), times));
                        }
                    }
                }
            }
        }
        return counts;
    }

    /** Those of findings first, then the oldest. */
    private List<ExchangeFacts> exchanges(Set<Long> blamed) {
        List<ExchangeFacts> kept = new ArrayList<>();
        for (ExchangeFacts exchange : snapshot.exchanges) {
            if (blamed.contains(exchange.id) && kept.size() < MOST_EXCHANGES) {
                kept.add(exchange);
            }
        }
        for (ExchangeFacts exchange : snapshot.exchanges) {
            if (!blamed.contains(exchange.id) && kept.size() < MOST_EXCHANGES) {
                kept.add(exchange);
            }
        }
        cut("exchanges", kept.size(), snapshot.exchanges.size());
        return kept;
    }

    private List<ExchangeEntry> entries(List<ExchangeFacts> exchanges, List<ConnectionEntry> connections) {
        Set<String> known = new HashSet<>();
        for (ConnectionEntry connection : connections) {
            known.add(connection.id);
        }
        List<ExchangeEntry> entries = new ArrayList<>(exchanges.size());
        for (ExchangeFacts exchange : exchanges) {
            ExchangeEntry.Body body = new ExchangeEntry.Body(
                    exchange.body.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    exchange.body == BodyState.NONE ? "none" : exchange.framing,
                    null,
                    exchange.length < 0 ? null : exchange.length,
                    exchange.progressNanos == 0 || !exchange.progressKnown ? null : moment(exchange.progressNanos));
            ExchangeEntry.Draft draft = new ExchangeEntry.Draft("x" + exchange.id, moment(exchange.startedNanos), body);
            draft.connection = known.contains("c" + exchange.connection) ? "c" + exchange.connection : null;
            draft.method = exchange.method;
            draft.url = urls.apply(exchange.url);
            draft.status = exchange.status == 0 ? null : exchange.status;
            draft.thread = tables.thread(exchange.worker);
            draft.stack = tables.stack(exchange.stack);
            entries.add(draft.finish());
        }
        return entries;
    }

    private List<ConnectionEntry> connections(Set<Long> wanted, Report.Draft report) {
        List<ConnectionEntry> entries = new ArrayList<>();
        Set<KernelSockets.Entry> tracked = new HashSet<>();
        int shown = 0;
        for (boolean first : new boolean[] {true, false}) {
            for (ConnectionFacts connection : snapshot.connections) {
                if (wanted.contains(connection.id) != first) {
                    continue;
                }
                KernelSockets.Entry socket = socket(connection);
                if (socket != null) {
                    tracked.add(socket);
                }
                if (shown < MOST_CONNECTIONS) {
                    shown++;
                    entries.add(entry(connection, socket));
                }
            }
        }
        cut("connections", shown, snapshot.connections.size());
        report.untracked = untracked(tracked);
        return entries;
    }

    private KernelSockets.@Nullable Entry socket(ConnectionFacts connection) {
        return kernel == null || connection.local == null || connection.remote == null
                ? null
                : kernel.find(connection.local, connection.remote);
    }

    private ConnectionEntry entry(ConnectionFacts connection, KernelSockets.@Nullable Entry socket) {
        ConnectionEntry.Draft draft = new ConnectionEntry.Draft("c" + connection.id, state(connection));
        draft.pool = connection.pool == 0 ? null : "p" + connection.pool;
        draft.route = UrlTemplate.origin(connection.route);
        draft.local = connection.local;
        draft.remote = connection.remote;
        draft.openedAt = connection.adopted ? null : moment(connection.openedNanos);
        draft.adopted = connection.adopted;
        draft.uses = (long) connection.uses;
        draft.reader = tables.thread(connection.reader);
        draft.readerAt = connection.reader == null ? null : moment(connection.readerNanos);
        draft.writer = tables.thread(connection.writer);
        draft.writerAt = connection.writer == null ? null : moment(connection.writerNanos);
        List<Integer> loops = new ArrayList<>();
        for (Worker loop : connection.loops()) {
            Integer thread = tables.thread(loop);
            if (thread != null) {
                loops.add(thread);
            }
        }
        draft.loopThreads = loops;
        if (socket != null) {
            draft.tcpState = socket.state;
            draft.unreadBytes = socket.rxQueue;
        }
        return draft.finish();
    }

    private static String state(ConnectionFacts connection) {
        if (connection.closed) {
            return "closed";
        }
        if (connection.exchange != 0) {
            return "leased";
        }
        return connection.local == null && connection.uses == 0 ? "connecting" : "idle";
    }

    private @Nullable List<UntrackedSocket> untracked(Set<KernelSockets.Entry> tracked) {
        List<KernelSockets.Entry> entries =
                kernel == null ? null : kernel.untracked(tracked, new File("/proc/self/fdinfo"));
        if (entries == null) {
            return null;
        }
        Map<String, List<KernelSockets.Entry>> groups = new LinkedHashMap<>();
        for (KernelSockets.Entry entry : entries) {
            String key = entry.remote() + ' ' + entry.state;
            List<KernelSockets.Entry> group = groups.get(key);
            if (group == null) {
                group = new ArrayList<>();
                groups.put(key, group);
            }
            group.add(entry);
        }
        List<UntrackedSocket> sockets = new ArrayList<>();
        for (List<KernelSockets.Entry> group : groups.values()) {
            KernelSockets.Entry one = group.get(0);
            sockets.add(new UntrackedSocket(
                    group.size() == 1 ? one.local() : null,
                    one.remote(),
                    one.state == null ? "UNKNOWN" : one.state,
                    group.size()));
        }
        return sockets;
    }

    private List<Pool> pools() {
        Map<Long, int[]> load = new HashMap<>();
        for (ConnectionFacts connection : snapshot.connections) {
            int[] counts = load.get(connection.pool);
            if (counts == null) {
                counts = new int[2];
                load.put(connection.pool, counts);
            }
            if (!connection.closed) {
                counts[connection.exchange != 0 ? 0 : 1]++;
            }
        }
        List<Pool> pools = new ArrayList<>();
        for (PoolFacts pool : snapshot.pools) {
            int[] counts = load.containsKey(pool.id) ? load.get(pool.id) : new int[2];
            Pool.Draft draft = new Pool.Draft("p" + pool.id);
            draft.client = clients[pool.client].name;
            draft.createdAt = pool.stack < 0 ? null : moment(pool.openedNanos);
            draft.stack = tables.stack(pool.stack);
            draft.max = pool.limits.max;
            draft.maxPerRoute = pool.limits.maxPerRoute;
            draft.idleTimeoutMillis = pool.limits.idleTimeoutMillis;
            draft.leased = counts == null ? 0 : counts[0];
            draft.idle = counts == null ? 0 : counts[1];
            draft.waiting = pool.waiting;
            draft.waiters = Collections.emptyList();
            draft.closed = pool.closed;
            pools.add(draft.finish());
        }
        return pools;
    }

    private void cut(String table, int kept, int total) {
        if (kept < total) {
            truncated.add(new Watch.Truncated(table, kept, total));
        }
    }
}
