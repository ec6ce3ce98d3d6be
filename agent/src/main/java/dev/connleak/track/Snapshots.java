package dev.connleak.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes snapshots of a ledger, each after a full sweep, so that what was collected up to now is in it. */
public final class Snapshots {
    private final Ledger ledger;
    private final Sweep sweep;
    private final Inspector inspector;

    public Snapshots(Ledger ledger, Sweep sweep, Inspector inspector) {
        this.ledger = ledger;
        this.sweep = sweep;
        this.inspector = inspector;
    }

    /** May be called on any thread but an application's in mid-event; waits for the sweeper's current round. */
    public Snapshot take() {
        synchronized (ledger.sweeping) {
            sweep.once(true);
            Collecting collecting = new Collecting();
            ledger.entries.table.visit(collecting);
            return collecting.snapshot();
        }
    }

    /** How busy each pool is that has a connection or a caller; cheap beside a snapshot. */
    public List<PoolLoad> loads() {
        Map<Pool, PoolLoad> loads = new HashMap<>();
        synchronized (ledger.sweeping) {
            ledger.entries.table.visit(entry -> {
                if (entry instanceof Connection) {
                    Connection connection = (Connection) entry;
                    Pool pool = connection.pool;
                    if (pool != null && !connection.closed) {
                        PoolLoad load = load(loads, pool);
                        boolean leased = connection.exchange != null || connection.leasedBefore;
                        load.leased += leased ? 1 : 0;
                        load.idle += leased ? 0 : 1;
                    }
                } else if (entry instanceof Worker) {
                    Pool pool = ((Worker) entry).waitsFor;
                    if (pool != null) {
                        load(loads, pool).waiting++;
                    }
                }
            });
        }
        return new ArrayList<>(loads.values());
    }

    private static PoolLoad load(Map<Pool, PoolLoad> loads, Pool pool) {
        return loads.computeIfAbsent(pool, of -> new PoolLoad(of.id));
    }

    /**
     * Counts from now on. What is open stays known, with all that is known of it; what is over is forgotten. An exchange
     * that ends in this very moment may be counted on either side.
     */
    public void reset() {
        synchronized (ledger.sweeping) {
            sweep.once(true);
            sweep.forgetTallies();
            ledger.endings.reset();
            ledger.poolsOpened.set(0);
            ledger.connectionsOpened.set(0);
            ledger.entries.forgetDropped();
        }
    }

    private final class Collecting implements Table.Visitor {
        /** Those of the ledger, and those that are collected while a connection or an exchange of theirs is still known. */
        private final Set<Pool> pools = new HashSet<>();

        private final Map<Pool, List<WaitFacts>> waits = new HashMap<>();
        private final List<ConnectionFacts> connections = new ArrayList<>();
        private final List<ExchangeFacts> exchanges = new ArrayList<>();
        private final Set<Connection> seen = new HashSet<>();
        private final long[][] bodies = new long[ledger.clients][BodyState.values().length];
        private final long[][] cells = new long[ledger.clients][Endings.CELLS];
        private final long[] reused = new long[ledger.clients];

        @Override
        public void visit(Entry entry) {
            if (entry instanceof Exchange) {
                add((Exchange) entry);
            } else if (entry instanceof Connection) {
                add((Connection) entry);
            } else if (entry instanceof Pool) {
                pools.add((Pool) entry);
            } else if (entry instanceof Worker) {
                add((Worker) entry);
            }
        }

        private void add(Worker worker) {
            Pool pool = worker.waitsFor;
            if (pool != null && worker.alive()) {
                waits.computeIfAbsent(pool, made -> new ArrayList<>())
                        .add(new WaitFacts(worker, worker.waitsSinceNanos));
            }
        }

        private List<PoolFacts> pools() {
            List<PoolFacts> facts = new ArrayList<>(pools.size());
            for (Pool pool : pools) {
                pool.trace.render(ledger.stacks);
                List<WaitFacts> waiting = waits.getOrDefault(pool, Collections.emptyList());
                Collections.sort(waiting, Comparator.comparingLong(wait -> wait.sinceNanos));
                facts.add(new PoolFacts(pool, waiting, inspector));
            }
            Collections.sort(facts, Comparator.comparingLong(pool -> pool.id));
            return facts;
        }

        private long idOf(@Nullable Pool pool) {
            if (pool == null) {
                return 0;
            }
            pools.add(pool);
            return pool.id;
        }

        private void add(Exchange exchange) {
            int bits = exchange.bits();
            BodyState state = BodyState.of(bits);
            bodies[exchange.client][state.ordinal()]++;
            if (state != BodyState.NONE) {
                cells[exchange.client][Endings.cell(bits)]++;
            }
            if (exchange.is(Exchange.REUSED)) {
                reused[exchange.client]++;
            }
            boolean open = !exchange.is(Exchange.LEASE_ENDED);
            exchanges.add(new ExchangeFacts(
                    exchange,
                    idOf(exchange.pool),
                    open && sweep.reading(exchange),
                    inspector.asksForBodies(exchange.client),
                    ledger.doubtNanos()));
            Connection connection = exchange.connection;
            if (connection != null && open) {
                add(connection);
            }
        }

        private void add(Connection connection) {
            if ((connection.opener == null || connection.nobodys) && seen.add(connection)) {
                Object key = connection.get();
                boolean closed = connection.closed || (key != null && inspector.closed(connection.client, key));
                connections.add(new ConnectionFacts(connection, idOf(connection.pool), closed));
            }
        }

        Snapshot snapshot() {
            Collections.sort(connections, Comparator.comparingLong(connection -> connection.id));
            Collections.sort(exchanges, Comparator.comparingLong(exchange -> exchange.id));
            return new Snapshot(
                    ledger.clock.nanos(),
                    sweep.knownNanos(),
                    sweep.awakeNanos(),
                    pools(),
                    connections,
                    exchanges,
                    sweep.tallies(),
                    ledger.stacks.all(),
                    clients(),
                    ledger);
        }

        private Snapshot.ClientFacts[] clients() {
            Snapshot.ClientFacts[] facts = new Snapshot.ClientFacts[ledger.clients];
            for (int client = 0; client < facts.length; client++) {
                long total = 0;
                for (BodyState state : BodyState.values()) {
                    bodies[client][state.ordinal()] += ledger.endings.bodies(client, state);
                    total += bodies[client][state.ordinal()];
                }
                for (int cell = 0; cell < Endings.CELLS; cell++) {
                    cells[client][cell] += ledger.endings.cells(client, cell);
                }
                facts[client] = new Snapshot.ClientFacts(
                        total,
                        reused[client] + ledger.endings.reused(client),
                        ledger.endings.unseen(client),
                        bodies[client],
                        cells[client]);
            }
            return facts;
        }
    }
}
