package dev.connleak.agent;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Door;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the agent is on, and the errors it may make before it switches itself off: ten. Taking the door off the bridge
 * is the kill switch; woven code then costs one volatile read.
 *
 * <p>The error that is one too many happens on an application's thread, perhaps with neither stack nor memory left: there
 * the switch is only thrown. Words are found, and said on stderr, by the first thread of the agent's own that looks.
 */
final class Switch implements Door.ErrorBudget {
    static final int BUDGET = 10;

    /** As the report says it. */
    enum State {
        ACTIVE("active"),
        OFF_BY_ERRORS("off-by-errors"),
        DETACHED("detached");

        final String word;

        State(String word) {
            this.word = word;
        }
    }

    private final AtomicInteger errors = new AtomicInteger();
    /** Of an agent that was here before, on the same bridge. */
    private final int uncountedBefore = ConnleakBridge.uncounted();

    private volatile State state = State.ACTIVE;
    private volatile @Nullable Door door;
    private volatile @Nullable Throwable last;
    private volatile long offNanos;
    /** Guarded by this. */
    private int errorsSeen;

    private volatile @Nullable String reason;

    void on(Door to) {
        door = to;
        ConnleakBridge.sink = to;
    }

    @Override
    public void spend(Throwable error) {
        if (errors.incrementAndGet() >= BUDGET) {
            ConnleakBridge.sink = null;
            last = error;
            shut();
        }
    }

    /** Whether it is off; says so the first time, and has it noted that events may be lost. For the agent's own threads. */
    synchronized boolean look() {
        int errorsNow = errors();
        Door from = door;
        if (errorsNow != errorsSeen && from != null) {
            errorsSeen = errorsNow;
            from.doubt();
        }
        if (state == State.ACTIVE && door != null && ConnleakBridge.sink == null) {
            shut();
            Throwable error = last;
            String because =
                    error == null ? "errors that could not be counted, out of stack or memory" : error.toString();
            Console.warn("switched itself off after " + BUDGET + " errors of its own, the application is not affected;"
                    + " the last one: " + because);
            reason = because;
            last = null;
            state = State.OFF_BY_ERRORS;
        }
        return state != State.ACTIVE;
    }

    /** No event comes any more, because somebody wants it so. */
    synchronized void detach() {
        state = State.DETACHED;
        reason = "by command";
        ConnleakBridge.sink = null;
        shut();
    }

    int errors() {
        return errors.get() + ConnleakBridge.uncounted() - uncountedBefore;
    }

    /** As the last {@link #look} found it. */
    State state() {
        return state;
    }

    /** Why it is off, or null while it is on. */
    @Nullable
    String reason() {
        return reason;
    }

    long offNanos() {
        return offNanos;
    }

    /** Not twice: a second end would be a later one. */
    private void shut() {
        Door from = door;
        if (from != null && offNanos == 0) {
            offNanos = System.nanoTime();
            from.shut();
        }
    }
}
