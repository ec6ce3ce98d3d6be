package dev.connleak.agent;

import dev.connleak.track.Sweep;
import java.util.concurrent.TimeUnit;

/**
 * The agent's one thread. It waits for what the collector finds, tidies the ledger, and does what must not happen on an
 * application's thread. Daemon, without a context loader: it keeps neither the JVM nor a web application alive.
 */
final class Sweeper extends Thread {
    /** Between two sweeps where nothing is collected. */
    private static final long ROUND_MILLIS = 250;

    private static final long CHORE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Times as much as it has worked: a tenth of a core is enough for what only tells. */
    private static final long RESTS = 9;

    /** With a round well below the two seconds after which a sweep takes it that the process was asleep. */
    private static final long LONGEST_REST_MILLIS = 750;

    /** A sweep takes milliseconds; a file system that hangs under a report is not worth more of a command's time. */
    private static final long END_MILLIS = 5000;

    /** Something to do once a second, or a little less often where much is to sweep. */
    interface Chore {
        void run() throws InterruptedException;
    }

    private final Sweep sweep;
    private final GarbageCollections collections;
    private final Chore chore;
    private final Switch power;
    private volatile long busyNanos;

    // Of this thread.
    private long workedNanos;
    private long choreNanos = System.nanoTime();

    Sweeper(Sweep sweep, GarbageCollections collections, Chore chore, Switch power) {
        super("connleak-sweeper");
        this.sweep = sweep;
        this.collections = collections;
        this.chore = chore;
        this.power = power;
        setDaemon(true);
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        while (!isOff()) {
            turn();
        }
    }

    private boolean isOff() {
        try {
            return power.look();
        } catch (OutOfMemoryError full) {
            // It is off, and cannot say so yet: the next round may.
            return false;
        }
    }

    /** Time spent on anything but waiting, whether a core was there for it or not. */
    long busyNanos() {
        return busyNanos;
    }

    /** Once the power is off: cuts the last round short, and answers whether the thread has ended. */
    boolean end() throws InterruptedException {
        interrupt();
        join(END_MILLIS);
        return !isAlive();
    }

    private void turn() {
        try {
            Thread.sleep(Math.min(TimeUnit.NANOSECONDS.toMillis(workedNanos) * RESTS, LONGEST_REST_MILLIS));
            long swept = sweep.await(ROUND_MILLIS);
            long began = System.nanoTime();
            collections.look();
            if (began - choreNanos >= CHORE_NANOS) {
                choreNanos = began;
                chore.run();
            }
            workedNanos = swept + System.nanoTime() - began;
            busyNanos += workedNanos;
        } catch (InterruptedException soon) {
            // Applications interrupt all threads of their group, and mean their own; the next round is due the sooner.
            return;
        } catch (RuntimeException | Error failure) {
            power.spend(failure);
        }
    }
}
