package dev.connleak.client;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits something that cannot be limited otherwise: a TLS handshake, for one, whose reads each have all the time they
 * want. A thread of its own ends the work, by closing the socket under it, unless the work is over first.
 */
final class TimeLimit implements AutoCloseable {

    private enum State {
        RUNNING,
        IN_TIME,
        PASSED
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    private TimeLimit() {}

    /**
     * Begin to count.
     *
     * @param work a name for the thread
     * @param nanos how long; 0 for ever
     * @param end ends the work; called at most once
     * @throws IOException if there is no thread to count on
     */
    static TimeLimit start(ThreadFactory threads, String work, long nanos, Runnable end) throws IOException {
        TimeLimit limit = new TimeLimit();
        if (nanos > 0) {
            try {
                LoopThreads.named(threads, "limit of " + work, () -> limit.watch(nanos, end))
                        .start();
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new IOException("no thread to limit the time of " + work, e);
            }
        }
        return limit;
    }

    /** Whether the work was ended because its time had passed. The last word once the limit is closed. */
    boolean passed() {
        return state.get() == State.PASSED;
    }

    /** The work is over. */
    @Override
    public void close() {
        state.compareAndSet(State.RUNNING, State.IN_TIME);
        over.countDown();
    }

    private void watch(long nanos, Runnable end) {
        try {
            if (over.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // A foreign thread factory may interrupt its threads. Without its limit the work might never end.
        }
        if (state.compareAndSet(State.RUNNING, State.PASSED)) {
            end.run();
        }
    }
}
