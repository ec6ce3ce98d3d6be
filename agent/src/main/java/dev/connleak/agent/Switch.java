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

    private final AtomicInteger errors = new AtomicInteger();
    private volatile @Nullable Door door;
    private volatile @Nullable Throwable last;
    private volatile long offNanos;
    private volatile @Nullable String offBecause;

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

    /** Whether it is off; says so the first time. For the agent's own threads. */
    synchronized boolean look() {
        if (offBecause == null && door != null && ConnleakBridge.sink == null) {
            shut();
            Throwable error = last;
            last = null;
            offBecause = error == null ? "errors that could not be counted, out of stack or memory" : error.toString();
            Console.warn("switched itself off after " + BUDGET + " errors of its own, the application is not affected;"
                    + " the last one: " + offBecause);
        }
        return offBecause != null;
    }

    int errors() {
        return errors.get() + ConnleakBridge.uncounted();
    }

    /** Why it is off, or null while it is on; as the last {@link #look} found it. */
    @Nullable
    String offBecause() {
        return offBecause;
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
