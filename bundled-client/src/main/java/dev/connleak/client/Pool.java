package dev.connleak.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings tickets and connections together.
 *
 * <p>A ticket that finds nothing idle both waits for a returning connection and has a connection dialled; the first
 * one serves it, and a dialled connection that came too late serves another ticket or becomes idle.
 *
 * <p>All queues are guarded by the pool's lock, the outermost one. Nothing slow happens under it: sockets are closed
 * and threads are started after it is released.
 */
final class Pool {

    private final Settings settings;
    private final Roster roster = new Roster();
    private final ReentrantLock lock = new ReentrantLock();
    private final IdleConnections idle = new IdleConnections();
    private final Slots slots;

    /** Tickets that any returning connection may serve, the longest waiting first. */
    private final TicketQueues waiting = new TicketQueues();

    private final Set<Dial> dials = new LinkedHashSet<>();

    /** Idle connections were closed, and nobody has asked for a connection since. */
    private boolean closeIdle;

    private boolean closed;

    Pool(Settings settings) {
        this.settings = settings;
        slots = new Slots(settings.maxPerHost);
    }

    Settings settings() {
        return settings;
    }

    Roster roster() {
        return roster;
    }

    /** Wait for a connection, on the caller's thread. The caller must then use it or give it back. */
    Connection obtain(Call call) throws IOException {
        CancelCause before = call.cancelCause();
        if (before != null) {
            throw before.toException();
        }
        Route route = Route.of(call.request(), settings.proxies);
        Trace trace = call.trace();
        if (trace != null) {
            trace.tell(
                    each -> each.getConnection(call.request(), route.firstHop().hostAndPort()));
        }
        Ticket ticket = new Ticket(call, route, settings.clock.millis());
        Connection connection = await(ticket);
        CancelCause meanwhile = call.cancelCause();
        if (meanwhile != null) {
            giveBack(connection);
            throw meanwhile.toException();
        }
        if (trace != null) {
            boolean reused = connection.occupancy().reused();
            Duration wasIdle = connection.occupancy().wasIdle();
            trace.tell(each -> each.gotConnection(call.request(), connection.id(), reused, wasIdle));
        }
        return connection;
    }

    private Connection await(Ticket ticket) throws IOException {
        try {
            ask(ticket);
            return ticket.await();
        } finally {
            forget(ticket);
        }
    }

    /** Take a connection back from the reader loop; otherwise say why not, and the caller closes it for that. */
    @Nullable
    CloseReason put(Connection connection) {
        if (!settings.keepAlives || settings.maxIdlePerHost < 0) {
            return CloseReason.KEEP_ALIVES_DISABLED;
        }
        Connection oldest = null;
        lock.lock();
        try {
            if (closed) {
                return CloseReason.TRANSPORT_CLOSED;
            }
            if (connection.occupancy().closeReason() != null) {
                return CloseReason.CONNECTION_BROKEN;
            }
            Ticket next = waiting.takeFirst(connection.route(), Ticket::claim);
            if (next != null) {
                connection.occupancy().release(ConnectionState.SENDING);
                next.deliver(connection);
                return null;
            }
            if (closeIdle) {
                return CloseReason.CLOSE_IDLE_CALLED;
            }
            if (idle.count(connection.route()) >= settings.maxIdlePerHost) {
                return CloseReason.TOO_MANY_IDLE_FOR_HOST;
            }
            if (!connection.occupancy().release(ConnectionState.IDLE)) {
                return CloseReason.CONNECTION_BROKEN;
            }
            idle.add(connection);
            oldest = idle.takeOldestAbove(settings.maxIdle);
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            oldest.close(CloseReason.TOO_MANY_IDLE);
        }
        return null;
    }

    /** Take a connection out that has been idle for too long; false if it is in use, or idle anew. */
    boolean expired(Connection connection) {
        lock.lock();
        try {
            return connection.occupancy().stale() && idle.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /** A connection was closed: forget it, and let somebody else have its slot. */
    void closed(Connection connection) {
        Dial next;
        lock.lock();
        try {
            idle.remove(connection);
            next = nextDial(connection.route());
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.start();
        }
    }

    /** A dial has its connection, which serves its ticket, another one, or nobody yet. */
    void dialled(Dial dial, Connection connection) {
        boolean served;
        lock.lock();
        try {
            dials.remove(dial);
            served = !closed && dial.ticket().claim();
            if (served) {
                waiting.remove(dial.ticket());
                dial.ticket().deliver(connection);
            }
        } finally {
            lock.unlock();
        }
        if (!served) {
            giveBack(connection);
        }
    }

    /** A dial had a connection, which is closed already. */
    void dialEnded(Dial dial) {
        lock.lock();
        try {
            dials.remove(dial);
        } finally {
            lock.unlock();
        }
    }

    /** A dial is over without a connection. */
    void dialFailed(Dial dial, IOException failure) {
        Dial next;
        lock.lock();
        try {
            dials.remove(dial);
            next = nextDial(dial.ticket().route());
        } finally {
            lock.unlock();
        }
        dial.ticket().fail(failure);
        if (next != null) {
            next.start();
        }
    }

    /** Close what is idle, and abort the dials that nobody waits for. */
    void closeIdle() {
        lock.lock();
        List<Connection> unused;
        List<Dial> orphans = new ArrayList<>();
        try {
            closeIdle = true;
            unused = idle.takeAll();
            for (Dial dial : dials) {
                if (closed || !dial.ticket().waiting()) {
                    orphans.add(dial);
                }
            }
        } finally {
            lock.unlock();
        }
        unused.forEach(connection -> connection.close(CloseReason.IDLE_CLOSED));
        orphans.forEach(Dial::abort);
    }

    /** Close everything, and serve nobody any more. */
    void close() {
        List<Ticket> refused;
        lock.lock();
        try {
            closed = true;
            refused = waiting.all();
            refused.addAll(slots.waiting());
        } finally {
            lock.unlock();
        }
        refused.forEach(ticket -> ticket.fail(new TransportClosedException()));
        closeIdle();
        roster.alive().forEach(connection -> connection.close(CloseReason.TRANSPORT_CLOSED));
    }

    TransportSnapshot snapshot() {
        List<ConnectionSnapshot> dialing = new ArrayList<>();
        Map<String, Integer> idleCounts;
        Map<String, Integer> waiters;
        List<TicketSnapshot> tickets = new ArrayList<>();
        lock.lock();
        try {
            for (Dial dial : dials) {
                dialing.add(dial.snapshot());
                if (dial.ticket().waiting()) {
                    tickets.add(new TicketSnapshot(dial.ticket(), true));
                }
            }
            slots.waiting().forEach(ticket -> tickets.add(new TicketSnapshot(ticket, false)));
            idleCounts = idle.counts();
            waiters = waiting.counts();
        } finally {
            lock.unlock();
        }
        return roster.snapshot(dialing, idleCounts, waiters, tickets);
    }

    private void ask(Ticket ticket) throws TransportClosedException {
        List<Connection> stale = new ArrayList<>(0);
        Dial dial = null;
        lock.lock();
        try {
            if (closed) {
                throw new TransportClosedException();
            }
            if (settings.keepAlives) {
                closeIdle = false;
                if (!serveIdle(ticket, stale)) {
                    waiting.add(ticket);
                }
            }
            if (ticket.waiting() && slots.take(ticket)) {
                dial = new Dial(this, ticket);
                dials.add(dial);
            }
        } finally {
            lock.unlock();
        }
        stale.forEach(connection -> connection.close(CloseReason.IDLE_TIMEOUT));
        if (dial != null) {
            dial.start();
        }
    }

    private boolean serveIdle(Ticket ticket, List<Connection> stale) {
        for (Connection last = idle.takeLast(ticket.route()); last != null; last = idle.takeLast(ticket.route())) {
            if (last.occupancy().stale()) {
                stale.add(last);
            } else if (last.occupancy().checkOut()) {
                ticket.deliver(last);
                return true;
            }
        }
        return false;
    }

    private void giveBack(Connection connection) {
        CloseReason refused = put(connection);
        if (refused != null) {
            connection.close(refused);
        }
    }

    private void forget(Ticket ticket) {
        lock.lock();
        try {
            waiting.remove(ticket);
            slots.forget(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Release a slot; the lock is held. The dial that has it now is to be started after the lock is released. */
    private @Nullable Dial nextDial(Route route) {
        Ticket ticket = slots.release(route);
        if (ticket == null) {
            return null;
        }
        Dial dial = new Dial(this, ticket);
        dials.add(dial);
        return dial;
    }
}
