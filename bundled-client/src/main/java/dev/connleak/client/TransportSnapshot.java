package dev.connleak.client;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a transport knows of itself at one moment. */
public final class TransportSnapshot {

    private final List<ConnectionSnapshot> connections;
    private final List<ConnectionSnapshot> lastEnded;
    private final long opened;
    private final long ended;
    private final Map<String, Integer> idle;
    private final Map<String, Integer> waiting;
    private final List<TicketSnapshot> tickets;

    /** Takes over the collections. */
    TransportSnapshot(
            List<ConnectionSnapshot> connections,
            List<ConnectionSnapshot> lastEnded,
            long opened,
            long ended,
            Map<String, Integer> idle,
            Map<String, Integer> waiting,
            List<TicketSnapshot> tickets) {
        this.connections = Collections.unmodifiableList(connections);
        this.lastEnded = Collections.unmodifiableList(lastEnded);
        this.opened = opened;
        this.ended = ended;
        this.idle = Collections.unmodifiableMap(idle);
        this.waiting = Collections.unmodifiableMap(waiting);
        this.tickets = Collections.unmodifiableList(tickets);
    }

    /** Dials in progress, open connections, and closed ones of which a loop still lives. */
    public List<ConnectionSnapshot> connections() {
        return connections;
    }

    /** The last few connections that were closed and whose loops have ended, the latest at the end. */
    public List<ConnectionSnapshot> lastEnded() {
        return lastEnded;
    }

    /** How many connections were ever opened. */
    public long opened() {
        return opened;
    }

    /** How many of them are closed, their loops ended. */
    public long ended() {
        return ended;
    }

    /** Idle connections by pool key, {@code proxy|scheme|host:port}; a key without any is absent. */
    public Map<String, Integer> idle() {
        return idle;
    }

    /**
     * Requests that wait for a connection, which any returning one may serve, by pool key; a key without any is absent.
     */
    public Map<String, Integer> waiting() {
        return waiting;
    }

    /** Requests that wait for a connection: those for which one is made, then those in the queues of full hosts. */
    public List<TicketSnapshot> tickets() {
        return tickets;
    }

    @Override
    public String toString() {
        return "opened " + opened + ", ended " + ended + ", idle " + idle + ", waiting " + waiting + " " + tickets
                + ", " + connections + ", last ended " + lastEnded;
    }
}
