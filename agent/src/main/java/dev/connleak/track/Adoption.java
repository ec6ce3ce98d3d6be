package dev.connleak.track;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that were opened before the agent came. No event tells of them, so they are read off the pools: a pool is
 * met when any caller asks it for a connection (those who wait in vain do, too), or when one of its threads is met in the
 * list of all threads. What a pool lists is known by its socket and its state; who opened it, and who has it, is not.
 *
 * <p>Pools are read without their locks, which are the application's. What changes meanwhile makes the look fail, and it
 * is tried again; a pool that never holds still is looked at again in the next sweep. All of it under the ledger's
 * {@code sweeping} monitor.
 */
final class Adoption implements Inspector.Found {
    private static final int ATTEMPTS = 3;

    private final Ledger ledger;
    private final Inspector inspector;
    private boolean threadsSeen;

    Adoption(Ledger ledger, Inspector inspector) {
        this.ledger = ledger;
        this.inspector = inspector;
    }

    /** Looks at pools that were not seen yet; {@code all} at each that was there before the agent. */
    void look(boolean all) {
        if (!threadsSeen) {
            threadsSeen = reachThreads();
        }
        List<Pool> due = new ArrayList<>();
        ledger.entries.table.visit(entry -> {
            if (entry instanceof Pool && ((Pool) entry).adopted && (all || !((Pool) entry).listed)) {
                due.add((Pool) entry);
            }
        });
        for (Pool pool : due) {
            Object key = pool.get();
            if (key != null) {
                list(pool, key);
            }
        }
    }

    private boolean reachThreads() {
        try {
            for (Thread thread : threads()) {
                inspector.reach(thread, this);
            }
            return true;
        } catch (RuntimeException changedMeanwhile) {
            // The next sweep begins anew; what was found is known by then.
            return false;
        }
    }

    @Override
    public void pool(int client, Object key) {
        ledger.record(Event.POOL_SEEN, client, key, null, null);
    }

    private void list(Pool pool, Object key) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Listing listing = new Listing();
            try {
                inspector.list(pool.client, key, listing);
            } catch (RuntimeException changedMeanwhile) {
                // Begin anew; after the last attempt, in the next sweep.
                continue;
            }
            pool.listed = true;
            pool.ownWaiting = listing.waiting;
            for (Listed each : listing.connections) {
                adopt(pool, each);
            }
            return;
        }
    }

    private void adopt(Pool pool, Listed listed) {
        Entry entry = ledger.entries.resolve(listed.key);
        if (entry instanceof Connection) {
            Connection known = (Connection) entry;
            known.pool = known.pool == null ? pool : known.pool;
            known.leasedBefore = known.adopted && listed.leased && known.exchange == null;
        } else if (entry == null && ledger.entries.room()) {
            Connection made = new Connection(
                    listed.key,
                    ledger.entries.cleared,
                    ledger.entries.nextId(),
                    pool.client,
                    ledger.clock.nanos(),
                    true,
                    null);
            made.pool = pool;
            made.route = listed.route;
            made.leasedBefore = listed.leased;
            if (ledger.entries.addIfAbsent(made, listed.key) == made) {
                for (Object alias : listed.aliases) {
                    ledger.entries.addAlias(alias, made, false);
                }
            }
        }
    }

    /** All threads; without their stacks, for which the JVM would have to be stopped. */
    private static List<Thread> threads() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        for (ThreadGroup above = top; above != null; above = above.getParent()) {
            top = above;
        }
        List<Thread> found = new ArrayList<>();
        if (top != null) {
            Thread[] all = new Thread[top.activeCount() * 2 + 16];
            int count = top.enumerate(all, true);
            for (int i = 0; i < count; i++) {
                found.add(all[i]);
            }
        }
        return found;
    }

    private static final class Listing implements Inspector.Listing {
        private final List<Listed> connections = new ArrayList<>();
        private int waiting;

        @Override
        public void connection(Object key, boolean leased, @Nullable String route, @Nullable Object... aliases) {
            Listed listed = new Listed(key, leased, route);
            for (Object alias : aliases) {
                if (alias != null) {
                    listed.aliases.add(alias);
                }
            }
            connections.add(listed);
        }

        @Override
        public void waiting(int callers) {
            waiting = callers;
        }
    }

    private static final class Listed {
        private final Object key;
        private final boolean leased;
        private final @Nullable String route;
        private final List<Object> aliases = new ArrayList<>();

        Listed(Object key, boolean leased, @Nullable String route) {
            this.key = key;
            this.leased = leased;
            this.route = route;
        }
    }
}
