package dev.connleak.track;

import java.io.File;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sweeper's work: takes note of what was collected, turns stacks and requests into text, samples the progress of open
 * bodies, tallies what ended. All of it runs under the ledger's {@code sweeping} monitor, on the sweeper's thread or on
 * the one that makes a snapshot.
 *
 * <p>Long because it is the one round that visits everything: what was collected, what is open, what ended, in this order,
 * each under its heading below and with the same clock reading.
 */
public final class Sweep {
    /** A record that is still open at this age is worth rendering; most exchanges are over long before. */
    static final long RENDER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** First look at a body's progress; the next ones at doubled intervals, so that a body costs about 20 in a day. */
    static final long FIRST_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /**
     * How long a record outlives its collected key: a finalizer runs after weak references were cleared, and what it
     * gives back must still find the record. Finalizers start within milliseconds of the collection.
     */
    static final long FINALIZER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The same where a report is due, which should not call held what nobody can use any more. */
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final File PROC_NET = new File("/proc/self/net");

    /** From so many pools on they may be one for each request. */
    private static final int MANY_POOLS = 5;

    /**
     * Sweeps come four times a second, and look at the clock at both ends and every few entries. A look that is so late
     * says that the process did not run: suspended, its machine paused or moved. Nobody could read on or close in that
     * time, so nothing is held for it. A sweep that is long by its entries alone is none: there are looks on its way.
     */
    static final long ASLEEP_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of a few microseconds each at most. */
    private static final int ENTRIES_A_LOOK = 256;

    private static final int HEALTHY_A_SWEEP = 64;
    private static final int NOTABLE_A_SWEEP = 512;

    private final Ledger ledger;
    private final Inspector inspector;
    private final @Nullable Adoption adoption;
    private volatile long heldAfterNanos;
    private final Map<Long, Tally> tallies = new HashMap<>();
    private final Deque<Exchange> healthy = new ArrayDeque<>();
    private final Deque<Exchange> notable = new ArrayDeque<>();
    private final List<Late> late = new ArrayList<>();
    private final Saturation saturation;
    private final ClosedByPeer closedByPeer;
    /** Pools so far that lived for long. */
    private int pools;

    private volatile long suspicions;
    /** The last look at the clock. */
    private long lookedNanos;

    private long awakeNanos;
    private int visited;

    public Sweep(Ledger ledger, Inspector inspector, long heldAfterNanos) {
        this(ledger, inspector, heldAfterNanos, () -> KernelSockets.read(PROC_NET));
    }

    Sweep(Ledger ledger, Inspector inspector, long heldAfterNanos, Supplier<? extends @Nullable Peers> kernel) {
        this.ledger = ledger;
        this.inspector = inspector;
        this.adoption = ledger.attached ? new Adoption(ledger, inspector) : null;
        this.heldAfterNanos = heldAfterNanos;
        this.saturation = new Saturation(ledger, inspector);
        this.closedByPeer = new ClosedByPeer(kernel, heldAfterNanos, ledger.clock.nanos());
        this.lookedNanos = ledger.clock.nanos();
        this.awakeNanos = lookedNanos;
    }

    /** How long a body without progress is held before it is suspected, from now on. */
    public void heldAfter(long nanos) {
        heldAfterNanos = nanos;
    }

    /** Grows whenever something was seen that may be, or complete, a cause. */
    public long suspicions() {
        return suspicions;
    }

    /** Waits up to so long for something to be collected, then sweeps once; answers how many nanoseconds that took. */
    public long await(long millis) throws InterruptedException {
        Reference<?> first = ledger.entries.cleared.remove(millis);
        long began = ledger.clock.nanos();
        synchronized (ledger.sweeping) {
            if (first != null && !ledger.ended()) {
                collected(first);
            }
            once(false);
        }
        return ledger.clock.nanos() - began;
    }

    /** Sweeps once; {@code all} renders everything, for a report. Under the ledger's monitor. */
    void once(boolean all) {
        long now = lookAtClock();
        if (!ledger.ended()) {
            // After its end a handle that is cleared proves nothing: nobody told of its close.
            drain();
            late(now, all ? FINALIZER_NANOS - SOON_NANOS : 0);
            if (adoption != null) {
                adoption.look(all);
            }
        }
        ledger.submissions.sweep(ledger.stacks, now - RENDER_NANOS);
        ledger.entries.table.visit(entry -> {
            if (visited++ % ENTRIES_A_LOOK == 0) {
                lookAtClock();
            }
            look(entry, now, all);
        });
        if (!ledger.ended() && saturation.look(now)) {
            suspicions++;
        }
        if (closedByPeer.look(now, all)) {
            suspicions++;
        }
        sort(ledger.endings.take());
        tally(healthy, all ? Integer.MAX_VALUE : HEALTHY_A_SWEEP);
        tally(notable, all ? Integer.MAX_VALUE : NOTABLE_A_SWEEP);
        lookAtClock();
    }

    private long lookAtClock() {
        long now = ledger.clock.nanos();
        if (now - lookedNanos >= ASLEEP_NANOS) {
            awakeNanos = now;
        }
        lookedNanos = now;
        return now;
    }

    /** Since when the process runs without a pause that sweeps would have noticed. */
    long awakeNanos() {
        return awakeNanos;
    }

    /** Up to when it is known what happened; what the process slept after that is noticed by the next sweep. */
    long knownNanos() {
        return ledger.ended() ? ledger.endedNanos() : lookedNanos;
    }

    List<Tally> tallies() {
        List<Tally> copies = new ArrayList<>(tallies.size());
        for (Tally tally : tallies.values()) {
            copies.add(tally.copy());
        }
        return copies;
    }

    void forgetTallies() {
        tallies.clear();
    }

    // What was collected

    private void drain() {
        Reference<?> reference;
        while ((reference = ledger.entries.cleared.poll()) != null) {
            collected(reference);
        }
    }

    private void collected(Reference<?> reference) {
        if (reference instanceof Handle) {
            handleGone(((Handle) reference).exchange);
        } else if (reference instanceof Connection || reference instanceof Exchange) {
            late.add(new Late((Entry) reference, ledger.clock.nanos() + FINALIZER_NANOS));
        } else {
            ledger.entries.forget((Entry) reference);
        }
    }

    private void handleGone(Exchange exchange) {
        boolean open = !exchange.is(Exchange.LEASE_ENDED);
        // A finalizer or a timer may have been quicker than this queue; after an end of file, or a read that failed,
        // an ended lease is what was to be.
        boolean rescuedBefore = exchange.is(Exchange.RESCUED) && !exchange.isAny(Exchange.USER_EOF | Exchange.FAILED);
        // Who has subscribed needs the publisher no more.
        boolean leaked = !exchange.isAny(Exchange.CLOSE_ENTERED | Exchange.SUBSCRIBED) && (open || rescuedBefore);
        exchange.set(leaked ? Exchange.HANDLE_GONE | Exchange.ABANDONED : Exchange.HANDLE_GONE);
        if (leaked) {
            suspicions++;
        }
        ledger.fate.finish(exchange);
    }

    /** Keys that were collected a while ago: no finalizer will come any more. */
    private void late(long now, long earlier) {
        for (int i = late.size() - 1; i >= 0; i--) {
            Late waiting = late.get(i);
            if (waiting.untilNanos - earlier - now <= 0) {
                late.remove(i);
                if (!waiting.entry.removed()) {
                    lost(waiting.entry);
                }
            }
        }
    }

    private void lost(Entry entry) {
        if (entry instanceof Connection) {
            // Nobody can use it any more: the socket's own cleaner has closed it.
            Connection connection = (Connection) entry;
            connection.close(ledger.clock.nanos(), CloseReason.COLLECTED);
            Exchange exchange = connection.exchange;
            if (connection.opener != null) {
                dropped(connection, connection.opener);
            }
            if (connection.livingLoops() == 0) {
                ledger.entries.forget(connection);
            }
            if (exchange != null) {
                release(exchange);
            }
        } else if (((Exchange) entry).is(Exchange.BARE)) {
            // Its pool waits for it for ever.
            if (((Exchange) entry).set(Exchange.HANDLE_GONE)) {
                suspicions++;
            }
        } else if (!((Exchange) entry).is(Exchange.BODY)) {
            // An attempt that was dropped before it had a response.
            release((Exchange) entry);
            ledger.fate.finish((Exchange) entry);
        }
    }

    /** Ends a lease without a word of the client; a request that waited, and that nobody can finish any more, was dropped. */
    private void release(Exchange exchange) {
        if (exchange.waits
                && exchange.get() == null
                && !exchange.isAny(Exchange.HEAD | Exchange.BODY | Exchange.CLOSE_ENTERED | Exchange.LEASE_ENDED)
                && inspector.endsWithApplication(exchange.client)) {
            exchange.set(Exchange.UNFINISHED);
            suspicions++;
        }
        ledger.fate.release(exchange, true);
    }

    /** A socket that nobody has closed and nobody can close any more. */
    private void dropped(Connection socket, Trace opener) {
        if (isNobodys(socket, opener)) {
            boolean doubtful = socket.openedNanos - ledger.doubtNanos() < 0;
            tallyOf(socket.client, opener.stack(), doubtful).addDropped(socket, ledger.clock.nanos());
            suspicions++;
        }
    }

    // What is open

    private void look(Entry entry, long now, boolean all) {
        if (entry instanceof Exchange) {
            look((Exchange) entry, now, all);
        } else if (entry instanceof Connection) {
            look((Connection) entry, now, all);
        } else if (entry instanceof Pool) {
            look((Pool) entry, now);
        } else if (entry instanceof Worker) {
            saturation.see((Worker) entry);
            Submissions.sweep((Worker) entry, ledger.stacks, now - RENDER_NANOS);
        } else if (entry instanceof Call) {
            look((Call) entry, now);
        }
    }

    private void look(Exchange exchange, long now, boolean all) {
        if (all || now - exchange.startedNanos >= RENDER_NANOS) {
            exchange.trace.renderAll(ledger.stacks);
            describe(exchange);
        }
        if (!exchange.is(Exchange.LEASE_ENDED) && (all || now - exchange.nextSampleNanos >= 0)) {
            exchange.nextSampleNanos = now + Math.max(FIRST_SAMPLE_NANOS, now - exchange.startedNanos);
            Connection connection = exchange.connection;
            if (connection != null && isClosed(connection)) {
                // Not every client tells of every socket: what an application closes itself, for one.
                lost(connection);
            } else if (exchange.is(Exchange.BODY) && !exchange.is(Exchange.HANDLE_GONE)) {
                sample(exchange, now);
            } else if (connection != null && !exchange.isAny(Exchange.HEAD | Exchange.BODY)) {
                sampleWait(exchange, connection, now);
            }
        }
    }

    private void look(Pool pool, long now) {
        pool.trace.render(ledger.stacks);
        if (!pool.aged && now - pool.openedNanos >= heldAfterNanos) {
            pool.aged = true;
            suspicions += ++pools >= MANY_POOLS ? 1 : 0;
        }
    }

    private void look(Call call, long now) {
        // A call that never got a connection (refused, cached) keeps its request only as long as others do.
        if (now - call.calledNanos >= RENDER_NANOS) {
            call.trace.renderAll(ledger.stacks);
            call.request = null;
        }
    }

    private void look(Connection connection, long now, boolean all) {
        Trace opener = connection.opener;
        if (opener != null) {
            boolean due = all || now - connection.openedNanos >= RENDER_NANOS;
            if (!due || !isNobodys(connection, opener)) {
                return;
            }
        }
        boolean atLoops = all || connection.closed || now - connection.nextLookNanos >= 0;
        if (atLoops && connection.loops().length > 0) {
            connection.nextLookNanos = now + Math.max(FIRST_SAMPLE_NANOS, now - connection.openedNanos);
            lookAtLoops(connection, now);
        }
        Trace user = connection.user;
        if (user != null && connection.exchange == null && (all || now - connection.idleNanos >= RENDER_NANOS)) {
            user.render(ledger.stacks);
        }
        closedByPeer.see(connection);
        if (connection.local == null) {
            Object key = connection.get();
            Inspector.Endpoints endpoints = key == null ? null : inspector.endpoints(connection.client, key);
            if (endpoints != null) {
                connection.remote = endpoints.remote;
                connection.local = endpoints.local;
            }
        }
    }

    /** Whether no watched client connected this socket; one that did is followed by that client's own events instead. */
    private boolean isNobodys(Connection socket, Trace opener) {
        StackTraceElement[] frames = opener.frames();
        if (frames != null) {
            for (StackTraceElement frame : frames) {
                if (inspector.watches(frame.getClassName())) {
                    ledger.entries.forget(socket);
                    return false;
                }
            }
            opener.render(ledger.stacks);
            ledger.connectionsOpened.incrementAndGet();
            socket.nobodys = true;
        }
        return socket.nobodys;
    }

    /** A loop has no business without its socket; of a connection that is closed it should be gone in a moment. */
    private void lookAtLoops(Connection connection, long now) {
        if (!connection.closed && isClosed(connection)) {
            connection.close(now, CloseReason.IDLE);
        }
        if (!connection.closed) {
            return;
        }
        if (connection.livingLoops() == 0) {
            ledger.entries.forget(connection);
        } else if (!connection.orphaned && isOld(connection.closedNanos, now)) {
            connection.orphaned = true;
            suspicions++;
        }
    }

    private boolean isClosed(Connection connection) {
        Object key = connection.get();
        return key != null && inspector.closed(connection.client, key);
    }

    private void describe(Exchange exchange) {
        Object request = exchange.request;
        if (request != null) {
            inspector.request(exchange.client, request, exchange.description);
            exchange.request = null;
        }
        Object response = exchange.response;
        if (response != null) {
            inspector.response(exchange.client, response, exchange.description);
            exchange.response = null;
        }
        if (!exchange.description.keepAlive) {
            exchange.set(Exchange.NOT_KEPT_ALIVE);
        }
        if (exchange.description.eventStream) {
            exchange.set(Exchange.EVENT_STREAM);
        }
        Connection connection = exchange.connection;
        if (connection != null && connection.route == null) {
            connection.route = exchange.description.url;
        }
    }

    /**
     * Whose turn it is with a request that has no answer, or with a lease that the application took by itself: as long as
     * it is not the application's, nothing is held.
     */
    private void sampleWait(Exchange exchange, Connection connection, long now) {
        Object of = connection.get();
        Object key = exchange.get();
        if (of == null || key == null && !exchange.is(Exchange.BARE)) {
            // Collected a moment ago; whose turn it was then decides what it is taken for, see release.
            return;
        }
        long progress = waitProgress(exchange, key, of);
        boolean waits = progress != Inspector.NOT_WAITING;
        progress = progress * 31 + connection.writerNanos;
        if (!waits || !exchange.waits || progress != exchange.progress) {
            // That it went on just now is the careful answer.
            exchange.progressNanos = now;
        }
        exchange.progress = progress;
        exchange.waits = waits;
        if (waits && exchange.suspectedNanos == 0 && isOld(exchange.progressNanos, now)) {
            exchange.suspectedNanos = now;
            exchange.waitSuspected = true;
            suspicions++;
        }
    }

    /** @param key null only of a lease that the application took: that is its handle, which nobody here may look at */
    private long waitProgress(Exchange exchange, @Nullable Object key, Object connection) {
        if (key == null || exchange.is(Exchange.BARE)) {
            return inspector.leaseProgress(exchange.client, connection);
        }
        Object sample = exchange.sample == null ? null : exchange.sample.get();
        return inspector.requestProgress(exchange.client, key, connection, sample);
    }

    private boolean isOld(long sinceNanos, long now) {
        return Math.min(now - sinceNanos, now - awakeNanos) >= heldAfterNanos;
    }

    private void sample(Exchange exchange, long now) {
        if (exchange.sampledNanos == 0) {
            // Of the request, which has come to its end.
            exchange.suspectedNanos = 0;
        }
        Object inner = exchange.sample == null ? null : exchange.sample.get();
        if (inner != null) {
            long progress = inspector.progress(exchange.client, inner);
            exchange.progressKnown = progress != Inspector.UNKNOWN_PROGRESS;
            exchange.bytesRead = inspector.bytesRead(exchange.client, inner, exchange.description.length);
            if (progress == Inspector.CAUGHT_UP) {
                exchange.progressNanos = now;
            } else if (exchange.sampledNanos == 0 || progress != exchange.progress) {
                // It went on at some time since the last look; that it was just now is the careful answer.
                exchange.progressNanos = exchange.sampledNanos == 0 ? exchange.bodyNanos : now;
                exchange.progress = progress;
            }
        }
        exchange.sampledNanos = now;
        if (exchange.suspectedNanos == 0
                && isOld(exchange.progressNanos, now)
                && !exchange.isAny(Exchange.EVENT_STREAM | Exchange.SUBSCRIBED)
                && !reading(exchange)) {
            exchange.suspectedNanos = now;
            suspicions++;
        }
    }

    /** Whether a thread waits for the peer on this exchange's connection. */
    boolean reading(Exchange exchange) {
        Connection connection = exchange.connection;
        Object key = connection == null ? null : connection.get();
        return key != null && inspector.reading(exchange.client, key);
    }

    // What ended

    /** Queues what ended, oldest first. */
    private void sort(@Nullable Exchange newest) {
        List<Exchange> ended = new ArrayList<>();
        for (Exchange at = newest; at != null; ) {
            ended.add(at);
            Exchange following = at.nextEnded;
            at.nextEnded = null;
            at = following;
        }
        for (int i = ended.size() - 1; i >= 0; i--) {
            Exchange exchange = ended.get(i);
            (Endings.isHealthy(exchange.bits()) ? healthy : notable).add(exchange);
        }
    }

    private void tally(Deque<Exchange> waiting, int budget) {
        for (int left = budget; left > 0; left--) {
            Exchange exchange = waiting.poll();
            if (exchange == null) {
                return;
            }
            describe(exchange);
            ledger.endings.done(exchange);
            int stack = exchange.trace.render(ledger.stacks);
            tallyOf(exchange.client, stack, exchange.beganBefore(ledger.doubtNanos()))
                    .add(exchange);
        }
    }

    private Tally tallyOf(int client, int stack, boolean doubtful) {
        Long key = ((long) client << 33) | (doubtful ? 1L << 32 : 0) | (stack & 0xffffffffL);
        Tally tally = tallies.get(key);
        if (tally == null) {
            tally = new Tally(client, stack, doubtful);
            tallies.put(key, tally);
        }
        return tally;
    }

    private static final class Late {
        final Entry entry;
        final long untilNanos;

        Late(Entry entry, long untilNanos) {
            this.entry = entry;
            this.untilNanos = untilNanos;
        }
    }
}
