package dev.connleak.it.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that have the same exchange over and over for a while.
 *
 * <p>They wait for each other at both ends: a thread that has not begun allocates, and one that has ended is not counted
 * any more.
 */
final class Callers {
    private static final int BUFFER = 8192;

    private final LoadClient.Get get;
    private final long bodyBytes;
    private final int count;
    private final CountDownLatch ready;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final CountDownLatch done;
    private final CountDownLatch measured = new CountDownLatch(1);
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean enough;

    Callers(LoadClient.Get get, long bodyBytes, int count) {
        this.get = get;
        this.bodyBytes = bodyBytes;
        this.count = count;
        ready = new CountDownLatch(count);
        done = new CountDownLatch(count);
    }

    /** Run for a while, and say how many exchanges there were, in how many nanoseconds, and what they allocated. */
    String run(ThreadFactory threads, long millis) throws Exception {
        for (int i = 0; i < count; i++) {
            threads.newThread(this::call).start();
        }
        ready.await();
        long allocatedBefore = Allocation.total();
        long began = System.nanoTime();
        begin.countDown();
        Thread.sleep(millis);
        enough = true;
        done.await();
        long nanos = System.nanoTime() - began;
        long allocated = Allocation.total() - allocatedBefore;
        measured.countDown();
        Exception first = failure.get();
        if (first != null) {
            throw first;
        }
        return exchanges.get() + " " + nanos + " " + allocated;
    }

    private void call() {
        byte[] buffer = new byte[BUFFER];
        long own = 0;
        ready.countDown();
        try {
            begin.await();
            while (!enough) {
                long read = get.exchange(buffer);
                if (read != bodyBytes) {
                    throw new IllegalStateException(read + " bytes instead of " + bodyBytes);
                }
                own++;
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        } finally {
            exchanges.addAndGet(own);
            done.countDown();
        }
        awaitMeasured();
    }

    private void awaitMeasured() {
        try {
            measured.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
