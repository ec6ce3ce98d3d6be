package dev.connleak.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which connections there are. A closed one stays until both its loops have ended, since a loop that outlives its
 * socket is a fault to be seen; after that only a note of it is kept, among the last few. Guarded by its own lock, which
 * is taken inside every other.
 */
final class Roster {

    private static final int NOTES = 32;

    private final AtomicLong ids = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Connection> alive = new LinkedHashMap<>();
    private final Deque<ConnectionSnapshot> lastEnded = new ArrayDeque<>(NOTES);
    private long opened;
    private long ended;

    long nextId() {
        return ids.incrementAndGet();
    }

    void opened(Connection connection) {
        lock.lock();
        try {
            opened++;
            alive.put(connection.id(), connection);
        } finally {
            lock.unlock();
        }
    }

    /** Both loops of a connection have ended. */
    void ended(Connection connection) {
        ConnectionSnapshot note = connection.snapshot();
        lock.lock();
        try {
            ended++;
            alive.remove(connection.id());
            if (lastEnded.size() == NOTES) {
                lastEnded.removeFirst();
            }
            lastEnded.addLast(note);
        } finally {
            lock.unlock();
        }
    }

    List<Connection> alive() {
        lock.lock();
        try {
            return new ArrayList<>(alive.values());
        } finally {
            lock.unlock();
        }
    }

    TransportSnapshot snapshot(
            List<ConnectionSnapshot> dialing,
            Map<String, Integer> idle,
            Map<String, Integer> waiting,
            List<TicketSnapshot> tickets) {
        List<ConnectionSnapshot> connections = new ArrayList<>(dialing);
        alive().forEach(connection -> connections.add(connection.snapshot()));
        lock.lock();
        try {
            return new TransportSnapshot(
                    connections, new ArrayList<>(lastEnded), opened, ended, idle, waiting, tickets);
        } finally {
            lock.unlock();
        }
    }
}
