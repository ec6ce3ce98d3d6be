package dev.connleak.track;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The book in which application threads write what happens. It records, it never judges.
 *
 * <p>Everything is found by the identity of an object that the client owns (a <em>key</em>), through {@link Entries}. An
 * exchange is keyed by what its client uses to end the lease; the application's handle is known only to a phantom
 * reference, {@link Handle}. Nothing here holds a resource, a class, a loader or a thread strongly; requests, responses
 * and stacks are held bare until the sweeper's second visit, then as text.
 *
 * <p>Which thread may do what: {@link #record} runs on any application thread and takes no lock; {@link Sweep} and
 * {@link Snapshots} run under {@link #sweeping}. Reference queues are drained by the sweeper only.
 *
 * <p>Long because it is the one place that says what each {@link Event} does: a switch, and a few lines for each. What it
 * takes to find an entry is {@link Entries}', how an exchange ends is {@link Fate}'s.
 *
 * <p>Bounded by {@code capacity} live entries. Past it new entries are counted as dropped and not followed.
 */
public final class Ledger {
    final Clock clock;
    final Entries entries;
    final Endings endings;
    final Fate fate;
    final Stacks stacks;
    final Submissions submissions;
    /** Held by the sweeper and by whoever makes a snapshot; never by an application thread. */
    final Object sweeping = new Object();

    final int clients;
    final AtomicLong poolsOpened = new AtomicLong();
    final AtomicLong connectionsOpened = new AtomicLong();
    final AtomicLongArray started;

    private volatile boolean ended;
    private volatile long endedNanos;
    private volatile long doubtNanos;
    private volatile boolean captureStacks;
    /** The agent came late: what is met in mid-life was opened before it. */
    final boolean attached;
    /** By client: whether it says when the application gets a response. */
    private final boolean[] handsOut;

    /**
     * @param handsOut one for each client, whose numbers are the indexes: whether it reports
     *     {@link Event#HANDED_OUT}; where it does, a body that is closed before that was closed by the client itself
     * @param capacity live entries at most; what comes on top is counted as dropped
     * @param captureStacks whether calls and leases capture a stack; may be changed
     * @param attached whether connections may have been opened before
     * @param ownFrames prefixes of class names whose frames on top of a stack are the agent's own
     */
    public Ledger(
            Clock clock,
            boolean[] handsOut,
            int capacity,
            boolean captureStacks,
            boolean attached,
            String... ownFrames) {
        this.clock = clock;
        this.doubtNanos = clock.nanos();
        this.clients = handsOut.length;
        this.handsOut = handsOut.clone();
        this.captureStacks = captureStacks;
        this.attached = attached;
        this.entries = new Entries(capacity);
        this.endings = new Endings(clients);
        this.fate = new Fate(clock, entries, endings);
        this.stacks = new Stacks(ownFrames);
        this.submissions = new Submissions(entries, clock.nanos());
        this.started = new AtomicLongArray(clients);
    }

    /** Records one event of one client. The meaning of the values is that of {@link Event}. */
    @HotPath
    public void record(Event event, int client, @Nullable Object subject, @Nullable Object a, @Nullable Object b) {
        if (event == Event.SCOPE_ENDED) {
            inScope(null);
            return;
        }
        if (subject == null) {
            return;
        }
        switch (event) {
            case POOL_OPENED:
                poolOpened(client, subject);
                break;
            case POOL_SEEN:
                poolSeen(client, subject);
                break;
            case POOL_CLOSED:
                poolClosed(subject);
                break;
            case WAIT_STARTED:
                waitStarted(client, subject);
                break;
            case WAIT_ENDED:
                entries.worker().waitsFor = null;
                break;
            case CONNECTION_OPENED:
                connectionOpened(client, subject, a);
                break;
            case CONNECTION_SEEN:
                pooled(client, connection(client, subject, false), a);
                break;
            case CONNECTION_CLOSED:
                connectionClosed(subject);
                break;
            case SOCKET_CONNECTED:
                socketConnected(client, subject);
                break;
            case LOOP_STARTED:
                loopStarted(client, subject);
                break;
            case LOOP_ENDED:
                loopEnded(subject);
                break;
            case CALLED:
                called(client, subject, a, b);
                break;
            case HANDED_OUT:
                handedOut(subject);
                break;
            case CONTINUED:
                continued(subject, a);
                break;
            case TASK_MADE:
                submissions.made(subject, clock.nanos(), captureStacks);
                break;
            case TASK_STARTED:
                submissions.started(subject);
                break;
            case TASK_ENDED:
                submissions.ended(subject, a != null);
                break;
            case ALIAS:
                alias(subject, a, false);
                break;
            case POOL_ASKED:
                poolAsked(client, subject);
                break;
            case LENT:
                lent(client, subject, a);
                break;
            case ALIAS_UNKEPT:
                aliasUnkept(subject, a);
                break;
            case WRITTEN:
                written(connectionOf(subject));
                break;
            case READ:
                read(connectionOf(subject));
                break;
            case LEASED:
                leased(client, subject, a, b);
                break;
            case EXCHANGE_STARTED:
                exchangeStarted(client, subject, a, b);
                break;
            case BODY:
                body(subject, a, b);
                break;
            case SCOPE_STARTED:
                inScope(exchange(subject));
                break;
            default:
                happened(event, client, subject, a, b);
        }
    }

    /** Whether there was anything to follow yet. */
    public boolean used() {
        for (int client = 0; client < clients; client++) {
            if (started.get(client) > 0) {
                return true;
            }
        }
        return connectionsOpened.get() > 0;
    }

    /** Nothing is told any more from now on: what is open now was open at this moment, and nobody knows more. */
    public void end() {
        if (!ended) {
            endedNanos = clock.nanos();
            ended = true;
        }
    }

    boolean ended() {
        return ended;
    }

    /** When that was; after {@link #end} only. */
    long endedNanos() {
        return endedNanos;
    }

    /** An event may have been lost up to now: of what began before this moment nobody knows all. */
    public void doubt() {
        doubtNanos = clock.nanos();
    }

    long doubtNanos() {
        return doubtNanos;
    }

    /** Whether calls and leases capture a stack from now on. */
    public void captureStacks(boolean capture) {
        captureStacks = capture;
    }

    /** Live entries, of at most {@code capacity}. */
    public int live() {
        return entries.live();
    }

    /** How many exchanges of a client were begun. */
    public long started(int client) {
        return started.get(client);
    }

    private void happened(Event event, int client, Object subject, @Nullable Object a, @Nullable Object b) {
        Exchange exchange = exchange(subject);
        if (exchange == null) {
            return;
        }
        switch (event) {
            case REQUEST:
                exchange.request = a;
                if (b != null) {
                    connect(exchange, connection(client, b, attached));
                }
                break;
            case UPLOAD:
                exchange.sample = a == null ? null : new WeakReference<>(a);
                break;
            case HEAD:
                exchange.set(Exchange.HEAD);
                if (a != null) {
                    exchange.response = a;
                }
                break;
            case KEEP_ALIVE:
                if (a != null && a != Boolean.TRUE) {
                    exchange.set(Exchange.NOT_KEPT_ALIVE);
                }
                break;
            case SUBSTITUTED:
                fate.substituted(exchange, a);
                break;
            case SUBSCRIBED:
                exchange.set(Exchange.SUBSCRIBED);
                break;
            case EOF:
                fate.ended(exchange, a);
                break;
            case READ_FAILED:
                exchange.set(Exchange.FAILED);
                break;
            case TRANSPORT_EOF:
                exchange.set(Exchange.TRANSPORT_EOF);
                break;
            case CLOSE_ENTERED:
                fate.closeEntered(exchange);
                break;
            case CLOSE_LEFT:
                exchange.set(Exchange.CLOSE_LEFT);
                fate.finish(exchange);
                break;
            case CANCELLED:
                // Some clients cancel in order to close, or because a connection is closed: nothing else was given up.
                if (!exchange.isAny(Exchange.CLOSE_ENTERED | Exchange.LEASE_ENDED)) {
                    exchange.set(Exchange.CANCELLED);
                }
                break;
            case EXPIRED:
                fate.expired(exchange);
                break;
            case RELEASED:
                fate.release(exchange, a != null);
                break;
            default:
                throw new IllegalStateException("no rule for " + event);
        }
    }

    // Pools and connections

    private void poolOpened(int client, Object key) {
        if (entries.find(key) == null) {
            addPool(client, key, trace(), false);
        }
    }

    private void poolSeen(int client, Object key) {
        if (attached) {
            pool(client, key);
        }
    }

    private void poolClosed(Object key) {
        Entry entry = entries.find(key);
        if (entry instanceof Pool) {
            ((Pool) entry).closed = true;
        }
    }

    private void waitStarted(int client, Object key) {
        Pool pool = pool(client, key);
        if (pool != null) {
            Worker worker = entries.worker();
            worker.waitsSinceNanos = clock.nanos();
            worker.waitsFor = pool;
        }
    }

    private void connectionOpened(int client, Object key, @Nullable Object pool) {
        Entry before = entries.find(key);
        if (before instanceof Connection) {
            // The client's object has opened another socket in itself (HttpURLConnection does on a retry).
            gone((Connection) before);
        }
        pooled(client, connection(client, key, false), pool);
    }

    /** Whether a watched client connected it is seen by the sweeper, in the stack: without one nobody can tell. */
    private void socketConnected(int client, Object key) {
        if (captureStacks && entries.find(key) == null && entries.room()) {
            entries.add(new Connection(key, entries.cleared, entries.nextId(), client, clock.nanos(), trace()));
        }
    }

    private void connectionClosed(Object key) {
        Entry entry = resolve(key);
        if (entry instanceof Connection) {
            gone((Connection) entry);
        }
    }

    private void gone(Connection connection) {
        Exchange exchange = connection.exchange;
        if (exchange != null) {
            fate.release(exchange, true);
        }
        connection.close(clock.nanos(), CloseReason.IDLE);
        if (connection.loops().length == 0) {
            entries.forget(connection);
        }
    }

    private void pooled(int client, @Nullable Connection connection, @Nullable Object poolKey) {
        if (connection != null && poolKey != null && connection.pool == null) {
            connection.pool = pool(client, poolKey);
        }
    }

    private void loopStarted(int client, Object key) {
        Connection connection = connection(client, key, attached);
        if (connection != null) {
            connection.loopStarted(entries.worker());
        }
    }

    /** A closed connection stays in the ledger as long as a loop of it lives on. */
    private void loopEnded(Object key) {
        Entry entry = resolve(key);
        if (entry instanceof Connection) {
            Connection connection = (Connection) entry;
            if (connection.loopEnded(entries.worker()) == 0 && connection.closed) {
                entries.forget(connection);
            }
        }
    }

    /** The connection of this key, made on first sight. A client may keep it in an {@code AtomicReference}. */
    private @Nullable Connection connection(int client, Object key, boolean adopted) {
        Object at = key instanceof AtomicReference ? ((AtomicReference<?>) key).get() : key;
        if (at == null) {
            return null;
        }
        Entry entry = alive(entries.use(at), at);
        if (entry instanceof Connection) {
            return (Connection) entry;
        }
        if (entry != null || !entries.room()) {
            return null;
        }
        Connection made = new Connection(at, entries.cleared, entries.nextId(), client, clock.nanos(), adopted, null);
        Entry there = entries.addIfAbsent(made, at);
        if (there != made) {
            return there instanceof Connection ? (Connection) there : null;
        }
        if (!adopted) {
            connectionsOpened.incrementAndGet();
        }
        return made;
    }

    // Calls, leases, exchanges

    private void called(int client, Object key, @Nullable Object request, @Nullable Object behalf) {
        Entry before = entries.find(key);
        if (before != null) {
            entries.forget(before);
        }
        if (entries.room()) {
            Entry whole = behalf == null ? null : resolve(behalf);
            Call call = whole instanceof Call
                    ? new Call(key, entries.cleared, (Call) whole, clock.nanos())
                    : new Call(key, entries.cleared, client, clock.nanos(), callTrace(), entries.worker());
            call.request = request;
            call.handedOut = !handsOut[client];
            entries.add(call);
        }
    }

    private void handedOut(Object key) {
        Entry entry = resolve(key);
        if (entry instanceof Call) {
            fate.answered((Call) entry);
        }
    }

    private void continued(Object key, @Nullable Object by) {
        Entry entry = resolve(key);
        if (entry instanceof Call) {
            ((Call) entry).continued = by != null;
        }
    }

    private void alias(Object key, @Nullable Object of, boolean once) {
        Entry entry = of == null ? null : resolve(of);
        if (entry != null && (once || entries.resolve(key) != entry)) {
            entries.addAlias(key, entry, once);
        }
    }

    private void aliasUnkept(Object key, @Nullable Object of) {
        Exchange exchange = of == null ? null : exchange(of);
        if (exchange != null && exchange.is(Exchange.NOT_KEPT_ALIVE)) {
            Connection connection = exchange.connection;
            if (connection != null) {
                entries.addAlias(key, connection, false);
            }
        }
    }

    private void leased(int client, Object key, @Nullable Object connectionKey, @Nullable Object poolKey) {
        Connection connection = connectionKey == null ? null : connection(client, connectionKey, attached);
        pooled(client, connection, poolKey);
        Entry entry = resolve(key);
        if (entry instanceof Call) {
            ((Call) entry).connection = connection;
            return;
        }
        if (entry instanceof Exchange && ((Exchange) entry).isLeaseOf(connection)) {
            return;
        }
        if (entry instanceof Exchange) {
            fate.supersede((Exchange) entry);
        }
        Exchange exchange = begin(client, key, null);
        if (exchange != null) {
            exchange.pool = poolKey == null ? null : pool(client, poolKey);
            connect(exchange, connection);
        }
    }

    private void poolAsked(int client, Object key) {
        Worker worker = entries.worker();
        if (worker.waitsFor == null) {
            worker.asked = pool(client, key);
        }
    }

    private void lent(int client, Object key, @Nullable Object connectionKey) {
        Worker worker = entries.worker();
        if (worker.waitsFor != null) {
            alias(key, connectionKey, true);
            return;
        }
        Connection connection = connectionKey == null ? null : connection(client, connectionKey, attached);
        Exchange lease = begin(client, key, null);
        if (lease != null) {
            lease.set(Exchange.BARE);
            if (connection != null && connection.pool == null) {
                connection.pool = worker.asked;
            }
            connect(lease, connection);
        }
    }

    private void exchangeStarted(int client, Object key, @Nullable Object callKey, @Nullable Object connectionKey) {
        Entry entry = callKey == null ? null : resolve(callKey);
        Call call = entry instanceof Call ? (Call) entry : null;
        Exchange exchange = begin(client, key, call);
        if (exchange == null) {
            return;
        }
        if (call != null) {
            exchange.request = call.request;
            call.exchange = exchange;
        }
        Connection connection = connectionKey != null
                ? connection(client, connectionKey, attached)
                : call == null ? null : call.connection;
        connect(exchange, connection);
    }

    private @Nullable Exchange begin(int client, Object key, @Nullable Call call) {
        started.incrementAndGet(client);
        if (!entries.room()) {
            return null;
        }
        Trace trace = call == null ? callTrace() : call.trace;
        Worker worker = call == null ? entries.worker() : call.worker;
        Exchange exchange =
                new Exchange(key, entries.cleared, entries.nextId(), client, clock.nanos(), trace, worker, call);
        entries.add(exchange);
        return exchange;
    }

    private void connect(Exchange exchange, @Nullable Connection connection) {
        if (connection == null || exchange.connection == connection || connection.closed) {
            return;
        }
        exchange.connection = connection;
        connection.user = exchange.trace;
        connection.exchange = exchange;
        connection.leasedBefore = false;
        if (connection.pool != null) {
            exchange.pool = connection.pool;
        }
        if (connection.uses.incrementAndGet() > 1 || connection.adopted) {
            exchange.set(Exchange.REUSED);
        }
    }

    private void written(@Nullable Connection connection) {
        if (connection != null) {
            connection.written(entries.worker(), clock.nanos());
        }
    }

    private void read(@Nullable Connection connection) {
        if (connection != null) {
            connection.read(entries.worker(), clock.nanos());
        }
    }

    /** Bodies that appear on this thread belong to that exchange from now on. */
    private void inScope(@Nullable Exchange exchange) {
        Worker worker = exchange == null ? entries.knownWorker() : entries.worker();
        if (worker != null) {
            worker.scope = exchange;
        }
    }

    private void body(Object handle, @Nullable Object key, @Nullable Object sample) {
        Exchange exchange = key == null ? null : exchange(key);
        if (exchange == null) {
            Worker worker = entries.knownWorker();
            exchange = worker == null ? null : worker.scope;
            if (exchange == null) {
                return;
            }
            if (key != null) {
                entries.addAlias(key, exchange, false);
            }
        }
        fate.handedOut(exchange, handle, sample);
    }

    // Look-ups

    private @Nullable Entry resolve(Object key) {
        return alive(entries.resolve(key), key);
    }

    /** The same entry, or the one that takes its place where a finalizer has brought its key back to life. */
    private @Nullable Entry alive(@Nullable Entry entry, Object key) {
        if (!(entry instanceof Connection) || entry.get() != null || entry.hash != System.identityHashCode(key)) {
            return entry;
        }
        Connection before = (Connection) entry;
        if (!entries.forget(before) || !entries.room()) {
            return null;
        }
        Connection again = new Connection(before, key, entries.cleared);
        entries.add(again);
        Exchange holder = again.exchange;
        if (holder != null) {
            holder.connection = again;
        }
        return again;
    }

    private @Nullable Exchange exchange(Object key) {
        Entry entry = resolve(key);
        if (entry instanceof Exchange) {
            return (Exchange) entry;
        }
        if (entry instanceof Connection) {
            return ((Connection) entry).exchange;
        }
        return entry instanceof Call ? ((Call) entry).exchange : null;
    }

    private @Nullable Connection connectionOf(Object key) {
        Entry entry = resolve(key);
        if (entry instanceof Connection) {
            return (Connection) entry;
        }
        return entry instanceof Exchange ? ((Exchange) entry).connection : null;
    }

    /** The pool of this key, made on first sight: one that was there before the agent has no known maker. */
    private @Nullable Pool pool(int client, Object key) {
        Entry entry = entries.resolve(key);
        if (entry instanceof Pool) {
            return (Pool) entry;
        }
        return entry == null ? addPool(client, key, new Trace(null), attached) : null;
    }

    private @Nullable Pool addPool(int client, Object key, Trace trace, boolean adopted) {
        if (!entries.room()) {
            return null;
        }
        Pool made = new Pool(key, entries.cleared, entries.nextId(), client, clock.nanos(), trace, adopted);
        Entry there = entries.addIfAbsent(made, key);
        if (there != made) {
            return there instanceof Pool ? (Pool) there : null;
        }
        poolsOpened.incrementAndGet();
        return made;
    }

    /** Of an entry into a client, which may be in a task that was submitted elsewhere. */
    private Trace callTrace() {
        return new Trace(captureStacks ? new Throwable() : null, submissions.current());
    }

    private Trace trace() {
        return new Trace(captureStacks ? new Throwable() : null);
    }
}
