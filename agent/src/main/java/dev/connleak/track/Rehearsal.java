package dev.connleak.track;

/**
 * Plays every event on a ledger that is thrown away. After it no event has to load or initialise a class of ours: the first
 * one may come from inside a client's lock, or while the application loads classes itself.
 */
public final class Rehearsal {
    private static final int CAPACITY = 64;

    private static final Event[] LIFE = {
        Event.REQUEST,
        Event.WRITTEN,
        Event.HEAD,
        Event.READ,
        Event.KEEP_ALIVE,
        Event.SCOPE_STARTED,
        Event.SCOPE_ENDED,
        Event.EOF,
        Event.CLOSE_ENTERED,
        Event.RELEASED,
        Event.CLOSE_LEFT,
    };

    private Rehearsal() {}

    /** On the thread that starts the agent, before it watches anything. */
    public static void play() {
        Ledger ledger = new Ledger(Clock.SYSTEM, new boolean[] {true}, CAPACITY, true, false);
        for (Event event : Event.values()) {
            ledger.record(event, 0, new Object(), new Object(), null);
        }
        Object call = new Object();
        Object exchange = new Object();
        ledger.record(Event.CALLED, 0, call, null, null);
        ledger.record(Event.EXCHANGE_STARTED, 0, exchange, call, new Object());
        ledger.record(Event.ALIAS, 0, new Object(), exchange, null);
        ledger.record(Event.BODY, 0, new Object(), exchange, new Object());
        for (Event event : LIFE) {
            ledger.record(event, 0, exchange, null, null);
        }
    }
}
