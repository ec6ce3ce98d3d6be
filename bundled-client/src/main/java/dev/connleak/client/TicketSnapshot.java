package dev.connleak.client;

/** One request that waits for a connection, at one moment. */
public final class TicketSnapshot {

    private final String key;
    private final OwnerSnapshot owner;
    private final boolean dialing;

    TicketSnapshot(Ticket ticket, boolean dialing) {
        key = ticket.route().key();
        owner = ticket.owner();
        this.dialing = dialing;
    }

    /** The pool key, as in {@link TransportSnapshot#waiting}. */
    public String key() {
        return key;
    }

    /** The request, and since when it waits. */
    public OwnerSnapshot owner() {
        return owner;
    }

    /** Whether a connection is being made for it; otherwise its host has as many as it may, and it is in the queue. */
    public boolean dialing() {
        return dialing;
    }

    @Override
    public String toString() {
        return key + " " + owner + (dialing ? " dialing" : " queued");
    }
}
