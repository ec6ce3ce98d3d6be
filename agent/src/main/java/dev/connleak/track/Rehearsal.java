package dev.connleak.track;

/**
 * Plays what happens on ledgers that are thrown away. After every event was played none has to load or initialise a class
 * of ours: the first one may come from inside a client's lock, or while the application loads classes itself. After a leak
 * was reported no report has to: a class that is initialised while there is no memory is broken for good.
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

    /** What a ledger of so many clients tells where a body of the last one is held, for a report that nobody reads. */
    public static Snapshot leak(int clients, Inspector inspector) {
        Ledger ledger = new Ledger(Clock.SYSTEM, new boolean[clients], CAPACITY, true, false);
        Object exchange = new Object();
        ledger.record(Event.EXCHANGE_STARTED, clients - 1, exchange, null, new Object());
        ledger.record(Event.BODY, clients - 1, new Object(), exchange, null);
        return new Snapshots(ledger, new Sweep(ledger, inspector, 0), inspector).take();
    }
}
