package dev.connleak.agent;

import dev.connleak.report.Watch;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Asks for a collection before the exit report, and says what really happened. Used by the exit hook only. */
final class GarbageCollections {
    private static final long POLL_MILLIS = 20;
    /** The reference handler enqueues some 10,000 references in a millisecond. */
    private static final long ENQUEUE_MILLIS = 100;

    private boolean requested;
    private @Nullable Boolean honoured;
    private @Nullable Long millis;

    /**
     * Collects and waits until something that was garbage is known to be gone: {@code DisableExplicitGC} and Epsilon
     * ignore the request, a concurrent collector takes its time.
     */
    synchronized void collect(long timeoutMillis) throws InterruptedException {
        requested = true;
        WeakReference<Object> canary = new WeakReference<>(new Object());
        long start = System.nanoTime();
        System.gc();
        while (canary.get() != null && elapsedMillis(start) < timeoutMillis) {
            Thread.sleep(POLL_MILLIS);
        }
        honoured = canary.get() == null;
        // Cleared is not enqueued: the JVM's reference handler is still at it.
        Thread.sleep(ENQUEUE_MILLIS);
        millis = elapsedMillis(start);
    }

    synchronized Watch.Gc facts() {
        return new Watch.Gc(null, null, requested, honoured, millis);
    }

    private static long elapsedMillis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
