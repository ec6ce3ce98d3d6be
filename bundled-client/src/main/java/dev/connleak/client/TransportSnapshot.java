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

    /** Takes over the collections. */
    TransportSnapshot(
            List<ConnectionSnapshot> connections,
            List<ConnectionSnapshot> lastEnded,
            long opened,
            long ended,
            Map<String, Integer> idle,
            Map<String, Integer> waiting) {
        this.connections = Collections.unmodifiableList(connections);
        this.lastEnded = Collections.unmodifiableList(lastEnded);
        this.opened = opened;
        this.ended = ended;
        this.idle = Collections.unmodifiableMap(idle);
        this.waiting = Collections.unmodifiableMap(waiting);
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

    /** Idle connections by route; a route without any is absent. */
    public Map<String, Integer> idle() {
        return idle;
    }

    /** Requests that wait for a connection by route; a route without any is absent. */
    public Map<String, Integer> waiting() {
        return waiting;
    }

    @Override
    public String toString() {
        return "opened " + opened + ", ended " + ended + ", idle " + idle + ", waiting " + waiting + ", " + connections
                + ", last ended " + lastEnded;
    }
}
