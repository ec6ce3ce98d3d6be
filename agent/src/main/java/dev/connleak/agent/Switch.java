package dev.connleak.agent;

import dev.connleak.bridge.ConnleakBridge;
import dev.connleak.clients.Door;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the agent is on, and the errors it may make before it switches itself off: ten. Taking the door off the bridge
 * is the kill switch; woven code then costs one volatile read.
 */
final class Switch implements Door.ErrorBudget {
    static final int BUDGET = 10;

    private final AtomicInteger errors = new AtomicInteger();
    private volatile @Nullable String offBecause;
    private volatile long offNanos;

    void on(Door door) {
        ConnleakBridge.sink = door;
    }

    @Override
    public void spend(Throwable error) {
        if (errors.incrementAndGet() == BUDGET) {
            ConnleakBridge.sink = null;
            offNanos = System.nanoTime();
            offBecause = String.valueOf(error);
            Console.warn("switched itself off after " + BUDGET + " errors of its own, the application is not affected;"
                    + " the last one: " + error);
        }
    }

    int errors() {
        return errors.get();
    }

    /** Why it is off, or null while it is on. */
    @Nullable
    String offBecause() {
        return offBecause;
    }

    long offNanos() {
        return offNanos;
    }
}
