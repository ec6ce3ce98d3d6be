package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.track.BodyState;
import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.ExchangeFacts;
import dev.connleak.track.Snapshot;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a report together from a snapshot, its causes and what the kernel says at this moment. */
public final class Assembly {
    /** The worst; a cause is a kilobyte. */
    static final int MOST_FINDINGS = 1000;

    private static final File PROCESS = new File("/proc/self");

    private final View view;
    private final List<Finding> findings = new ArrayList<>();
    private final ExchangeRows exchangeRows;
    private final List<ConnectionEntry> connections;
    private final List<ExchangeEntry> exchanges;
    private final List<Pool> pools;
    private final @Nullable List<UntrackedSocket> untracked;
    private final List<Watch.Truncated> truncated = new ArrayList<>();

    /** How a client is called and what to tell its users, by number. */
    public static final class Client {
        final String name;
        final String advice;
        final String finishing;
        final String returning;
        final @Nullable String sharing;

        /**
         * @param advice how bodies are released
         * @param finishing how requests are finished
         * @param returning how connections are given back that were taken by hand
         * @param sharing how one client serves all requests; null where there are none to make
         */
        public Client(String name, String advice, String finishing, String returning, @Nullable String sharing) {
            this.name = name;
            this.advice = advice;
            this.finishing = finishing;
            this.returning = returning;
            this.sharing = sharing;
        }
    }

    /**
     * @param origins says whose classes those of the causes are
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
            Origins origins,
            long nowEpochMillis,
            long startNanos) {
        this(snapshot, causes, clients, urls, ignore, origins, nowEpochMillis, startNanos, PROCESS);
    }

    /** @param process what the kernel tells of this process */
    Assembly(
            Snapshot snapshot,
            List<Cause> causes,
            Client[] clients,
            UrlTemplate urls,
            List<String> ignore,
            Origins origins,
            long nowEpochMillis,
            long startNanos,
            File process) {
        this.view = new View(snapshot, clients, urls, nowEpochMillis, startNanos);
        Wanted wanted = new Wanted();
        FindingRows findingRows = new FindingRows(view, ignore, origins.of(owners(causes)));
        List<Cause> told = causes.subList(0, Math.min(MOST_FINDINGS, causes.size()));
        for (Cause cause : told) {
            // Each has one of its stacks, before any has a second one.
            findingRows.reserve(cause);
        }
        for (Cause cause : told) {
            findings.add(findingRows.finding(cause, wanted));
        }
        // What the findings name and blame is shown, whatever is cut.
        exchangeRows = new ExchangeRows(view);
        List<ExchangeFacts> chosen = exchangeRows.chosen(wanted.named, wanted.blamed);
        for (ExchangeFacts exchange : chosen) {
            wanted.connections.add(exchange.connection);
        }
        ConnectionRows connectionRows = new ConnectionRows(view, process);
        connections = connectionRows.connections(wanted.connections);
        untracked = connectionRows.untracked();
        exchanges = exchangeRows.entries(chosen, connections);
        PoolRows poolRows = new PoolRows(view);
        pools = poolRows.pools(wanted.pools);
        cut("pools", pools.size(), poolRows.total());
        cut("connections", connections.size(), snapshot.connections.size());
        cut("exchanges", exchanges.size(), snapshot.exchanges.size());
        cut("sockets", untracked == null ? 0 : untracked.size(), connectionRows.untrackedTotal());
        cut("descriptors", connectionRows.descriptorsAsked(), connectionRows.descriptorsToAsk());
        cut("findings", findings.size(), causes.size());
        // Last, because every table above may have added a thread or a stack.
        int threads = view.tables.threads().size();
        cut("threads", threads, threads + view.tables.threadsLeftOut());
        int stacks = view.tables.stacks().size();
        cut("stacks", stacks, stacks + view.tables.stacksLeftOut() + snapshot.stacksOverflowed);
        cut("frames", Tables.MOST_FRAMES, view.tables.mostFrames());
    }

    private static Set<String> owners(List<Cause> causes) {
        Set<String> classNames = new HashSet<>();
        for (Cause cause : causes) {
            if (cause.owner != null && cause.owner.className != null) {
                classNames.add(cause.owner.className);
            }
        }
        return classNames;
    }

    /** A moment of the ledger's clock on both of the report's. */
    public Moment moment(long nanos) {
        return view.moment(nanos);
    }

    /** What the tables had to leave out. */
    public List<Watch.Truncated> truncated() {
        return truncated;
    }

    public Totals totals() {
        long[] bodies = new long[BodyState.values().length];
        long exchanges = 0;
        long reused = 0;
        for (Snapshot.ClientFacts client : view.snapshot.clients) {
            exchanges += client.exchanges;
            reused += client.onReusedConnection;
            for (BodyState state : BodyState.values()) {
                bodies[state.ordinal()] += client.bodies(state);
            }
        }
        long open = 0;
        for (ConnectionFacts connection : view.snapshot.connections) {
            open += connection.closed ? 0 : 1;
        }
        return new Totals(
                view.snapshot.poolsOpened,
                view.snapshot.connectionsOpened,
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

    /** The tables, and everything but the totals. */
    public void fill(Report.Draft draft) {
        draft.findings = findings;
        draft.cells = exchangeRows.cells();
        draft.pools = pools;
        draft.connections = connections;
        draft.exchanges = exchanges;
        draft.untracked = untracked;
        draft.threads = view.tables.threads();
        draft.stacks = view.tables.stacks();
    }

    private void cut(String table, int kept, long total) {
        if (kept < total) {
            truncated.add(new Watch.Truncated(table, kept, total));
        }
    }
}
