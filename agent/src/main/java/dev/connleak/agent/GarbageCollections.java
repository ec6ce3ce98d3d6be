package dev.connleak.agent;

import dev.connleak.report.Moment;
import dev.connleak.report.Watch;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sees collections by an object of its own that each of them takes, and asks for one before the exit report. The object is
 * known by a phantom reference: looking whether a weak one is cleared would keep it alive under a concurrent collector.
 */
final class GarbageCollections {
    /** The reference handler enqueues some 10,000 references in a millisecond; ours may not be the last of them. */
    private static final long ENQUEUE_MILLIS = 100;

    private static final long POLL_MILLIS = 5;

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    @SuppressWarnings("unused") // A reference that is itself garbage is never enqueued.
    private PhantomReference<Object> canary = canary();

    private long seen;
    private long lastNanos;
    private boolean requested;
    private @Nullable Boolean honoured;
    private @Nullable Long millis;

    /** Takes note of a collection since the last look. For the sweeper, each round. */
    synchronized void look() {
        if (collected.poll() != null) {
            noted();
        }
    }

    /**
     * Collects, and waits until it has happened: {@code DisableExplicitGC} and Epsilon ignore the request, a concurrent
     * collector takes its time.
     */
    synchronized void collect(long timeoutMillis) {
        requested = true;
        look();
        long start = System.nanoTime();
        System.gc();
        honoured = sawOneBy(start + timeoutMillis * 1_000_000);
        if (honoured) {
            noted();
            Pause.millis(ENQUEUE_MILLIS);
        }
        millis = (System.nanoTime() - start) / 1_000_000;
    }

    /** @param moments tells a reading of {@link System#nanoTime} as the rest of the report does */
    synchronized Watch.Gc facts(LongFunction<Moment> moments) {
        Moment last = seen == 0 ? null : moments.apply(lastNanos);
        return new Watch.Gc(seen, last, requested, honoured, millis);
    }

    private boolean sawOneBy(long untilNanos) {
        boolean seen = collected.poll() != null;
        while (!seen && System.nanoTime() - untilNanos < 0) {
            Pause.millis(POLL_MILLIS);
            seen = collected.poll() != null;
        }
        return seen;
    }

    private void noted() {
        seen++;
        lastNanos = System.nanoTime();
        canary = canary();
    }

    private PhantomReference<Object> canary() {
        return new PhantomReference<>(new Object(), collected);
    }
}
