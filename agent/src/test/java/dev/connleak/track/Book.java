package dev.connleak.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger for tests: time passes when a test says so, and what the client's objects tell is what a test wrote into them.
 * A collected object is imitated by what the collector does: its reference is cleared and put into the queue.
 */
public final class Book {
    /** A client that does not say when the application gets a response; the others do. */
    public static final int SILENT = 2;

    /** A client that asks for the bodies of requests; of the others the first is given them. */
    public static final int ASKING = 1;

    public static final Duration HELD_AFTER = Duration.ofSeconds(30);

    public final Ledger ledger;
    public final Sweep sweep;
    /** Connections in which some thread waits for the peer. */
    public final Set<Object> reading = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Exchanges whose request waits for the application, and how far it is. */
    public final Map<Object, AtomicLong> unfinished = new IdentityHashMap<>();
    /** What went through the connections of leases that the application took by itself. */
    public final AtomicLong leaseProgress = new AtomicLong();
    /** Connections whose socket is closed. */
    public final Set<Object> closedSockets = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What happens while a body is sampled. */
    public Runnable whileSampled = () -> {};
    /** What happens while a snapshot is put together, after its sweep. */
    public Runnable whileCollected = () -> {};

    /** A class of a client that is watched. */
    public String watched = "";

    /** Pools that have a thread of their own. */
    public final Set<Object> poolsWithThread = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What pools tell of themselves. */
    final Map<Object, Consumer<Inspector.Listing>> listed = new IdentityHashMap<>();
    /** What this thread leads to. */
    Consumer<Inspector.Found> reached = into -> {};

    private final Snapshots snapshots;
    /** Held here, because the ledger holds no key. */
    private final List<Object> held = new ArrayList<>();

    private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
    private Inspector.PoolLimits limits = Inspector.PoolLimits.UNKNOWN;

    public Book() {
        this(1000, true, false);
    }

    private Book(int capacity, boolean captureStacks, boolean attached) {
        ledger = new Ledger(
                nanos::get,
                new boolean[] {true, true, false},
                capacity,
                captureStacks,
                attached,
                Ledger.class.getPackageName() + ".");
        Inspector inspector = new Said();
        sweep = new Sweep(ledger, inspector, HELD_AFTER.toNanos(), () -> this::closedByPeer);
        snapshots = new Snapshots(ledger, sweep, inspector);
    }

    public static Book ofCapacity(int capacity) {
        return new Book(capacity, true, false);
    }

    public static Book withoutStacks() {
        return new Book(1000, false, false);
    }

    /** Of an agent that came late. */
    public static Book attached() {
        return new Book(1000, true, true);
    }

    public long now() {
        return nanos.get();
    }

    public Book pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        return this;
    }

    /** Lets time pass as it does in an application: with the sweeper looking in each second. */
    public Book live(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            pass(Duration.ofSeconds(1)).sweep();
        }
        return this;
    }

    /** There is one pool for the JVM, which nobody makes. */
    public boolean oneCache;

    /** The server closes all connections that are idle now and are to that remote address. */
    public boolean serverCloses;

    private Boolean closedByPeer(String local, String remote) {
        return serverCloses;
    }

    /** One round of the sweeper. */
    public Book sweep() {
        synchronized (ledger.sweeping) {
            sweep.once(false);
        }
        return this;
    }

    public Snapshot snapshot() {
        return snapshots.take();
    }

    public List<Tally> tallies() {
        return snapshot().tallies;
    }

    public List<PoolLoad> loads() {
        return snapshots.loads();
    }

    /** The one exchange that is not over. */
    public ExchangeFacts exchange() {
        return only(snapshot().exchanges);
    }

    public ConnectionFacts connection() {
        return only(snapshot().connections);
    }

    public PoolFacts pool() {
        return only(snapshot().pools);
    }

    /** Exchanges of the first client whose body ended, or is, like this. */
    public long bodies(BodyState state) {
        return snapshot().clients[0].bodies(state);
    }

    public void poolLimits(Inspector.PoolLimits told) {
        limits = told;
    }

    public void record(Event event, @Nullable Object subject) {
        record(event, subject, null);
    }

    public void record(Event event, @Nullable Object subject, @Nullable Object a) {
        record(event, subject, a, null);
    }

    public void record(Event event, @Nullable Object subject, @Nullable Object a, @Nullable Object b) {
        ledger.record(event, 0, subject, a, b);
    }

    /** A lease of the first client on a connection of its own. */
    public Lease lease() {
        return lease(0);
    }

    public Lease lease(int client) {
        return lease(client, hold(new Object()));
    }

    public Lease lease(int client, Object connection) {
        Lease lease = new Lease(client, connection);
        held.add(lease);
        ledger.record(Event.LEASED, client, lease.key, connection, null);
        return lease;
    }

    /** What a task does that is library code from end to end: opens a response, and holds it. */
    public void openIn(Object task) {
        record(Event.TASK_STARTED, task);
        lease().request("http://orders:8080/orders").head(Head.of(200, 1000)).body();
        record(Event.TASK_ENDED, task, task);
    }

    /** Runs on a thread that ends with it. */
    public static Thread elsewhere(Runnable action) throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
                ran.complete(Thread.currentThread());
            } catch (Throwable failure) {
                ran.completeExceptionally(failure);
            }
        });
        thread.start();
        return ran.get(10, TimeUnit.SECONDS);
    }

    /** Keeps an object for as long as the book. */
    public Object hold(Object object) {
        held.add(object);
        return object;
    }

    /** What the collector does to a key. */
    public void collect(Object key) {
        entry(key).enqueue();
    }

    /** The ledger's entry for a key. */
    Entry entry(Object key) {
        Entry entry = ledger.entries.find(key);
        if (entry == null) {
            throw new AssertionError("the ledger does not know " + key);
        }
        return entry;
    }

    private static <T> T only(List<T> list) {
        if (list.size() != 1) {
            throw new AssertionError("not one but " + list.size());
        }
        return list.get(0);
    }

    /** What a response's head says. */
    public record Head(int status, @Nullable String framing, long length, boolean keepAlive, boolean eventStream) {
        public static Head of(int status, long length) {
            return new Head(status, "content-length", length, true, false);
        }
    }

    /** One request and its response; each method tells the ledger of one thing that happens to it. */
    public final class Lease {
        public final int client;
        public final Object key = new Object();
        public final Object connection;
        public final Object handle = new Object();
        /** How far the body was read. */
        public final AtomicLong progress = new AtomicLong();

        private Lease(int client, Object connection) {
            this.client = client;
            this.connection = connection;
        }

        public Lease request(String url) {
            return record(Event.REQUEST, hold(new StringBuilder(url)));
        }

        public Lease head(Head head) {
            return record(Event.HEAD, hold(head));
        }

        public Lease notKeptAlive() {
            return record(Event.KEEP_ALIVE, this);
        }

        public Lease body() {
            return body(progress);
        }

        public Lease body(@Nullable Object sample) {
            ledger.record(Event.BODY, client, handle, key, sample);
            return this;
        }

        public Lease eof() {
            return record(Event.EOF, null);
        }

        public Lease closeEntered() {
            return record(Event.CLOSE_ENTERED, null);
        }

        public Lease closeLeft() {
            return record(Event.CLOSE_LEFT, null);
        }

        public Lease close() {
            return closeEntered().closeLeft();
        }

        public Lease release() {
            return record(Event.RELEASED, null);
        }

        /** The lease ends with the connection. */
        public Lease destroy() {
            return record(Event.RELEASED, this);
        }

        public Lease cancel() {
            return record(Event.CANCELLED, null);
        }

        /** The application dropped the handle and the collector found that. */
        public Lease abandon() {
            Handle reference = found().handle;
            if (reference == null) {
                throw new AssertionError("no handle was handed out");
            }
            reference.enqueue();
            return this;
        }

        public Lease record(Event event, @Nullable Object a) {
            ledger.record(event, client, key, a, null);
            return this;
        }

        Exchange found() {
            return (Exchange) entry(key);
        }
    }

    /** Reads what a test wrote: a request's text, a {@link Head}, a counter. */
    private final class Said implements Inspector {
        @Override
        public void request(int client, Object request, Description into) {
            into.method = "GET";
            into.url = request.toString();
        }

        @Override
        public void response(int client, Object response, Description into) {
            Head head = (Head) response;
            into.status = head.status;
            into.framing = head.framing;
            into.length = head.length;
            into.keepAlive = head.keepAlive;
            into.eventStream = head.eventStream;
        }

        @Override
        public Endpoints endpoints(int client, Object connection) {
            return new Endpoints("127.0.0.1:50000", "127.0.0.1:8080");
        }

        @Override
        public boolean closed(int client, Object connection) {
            return closedSockets.contains(connection);
        }

        @Override
        public boolean reading(int client, Object connection) {
            return reading.contains(connection);
        }

        @Override
        public long progress(int client, Object sample) {
            whileSampled.run();
            return sample instanceof AtomicLong counter ? counter.get() : UNKNOWN_PROGRESS;
        }

        @Override
        public long requestProgress(int client, Object exchange, Object connection, @Nullable Object sample) {
            AtomicLong counter = unfinished.get(exchange);
            return counter == null ? NOT_WAITING : counter.get();
        }

        @Override
        public long leaseProgress(int client, Object connection) {
            return reading.contains(connection) ? NOT_WAITING : leaseProgress.get();
        }

        @Override
        public boolean asksForBodies(int client) {
            whileCollected.run();
            return client == ASKING;
        }

        @Override
        public boolean endsWithApplication(int client) {
            return client == 0;
        }

        @Override
        public boolean watches(String className) {
            return className.equals(watched);
        }

        @Override
        public long bytesRead(int client, Object sample, long length) {
            return sample instanceof AtomicLong counter && length >= 0 ? counter.get() : -1;
        }

        @Override
        public boolean hasThread(int client, Object pool) {
            return poolsWithThread.contains(pool);
        }

        @Override
        public boolean makesPools(int client) {
            return !oneCache;
        }

        @Override
        public boolean endsByItself(int client) {
            return client == SILENT;
        }

        @Override
        public PoolLimits limits(int client, Object pool) {
            return limits;
        }

        @Override
        public void list(int client, Object pool, Listing into) {
            listed.getOrDefault(pool, nothing -> {}).accept(into);
        }

        @Override
        public void reach(Thread thread, Found into) {
            if (thread == Thread.currentThread()) {
                reached.accept(into);
            }
        }
    }
}
