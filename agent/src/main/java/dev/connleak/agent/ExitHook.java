package dev.connleak.agent;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs beside the application's own shutdown hooks, and has written what there is to tell. The JVM waits for its hooks, so
 * the writing is a daemon's, for which this one waits up to {@code exitTimeout}; what is on disk after that was written
 * before and says {@code complete: false}.
 */
final class ExitHook extends Thread {
    private final Runnable report;
    private final LongSupplier timeoutMillis;
    private final Consumer<String> stderr;
    private final Runnable speechless;

    /** @param speechless says that there is no report where there is no memory for a sentence */
    ExitHook(Runnable report, LongSupplier timeoutMillis, Consumer<String> stderr, Runnable speechless) {
        super("connleak-exit");
        this.report = report;
        this.timeoutMillis = timeoutMillis;
        this.stderr = stderr;
        this.speechless = speechless;
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        Thread writer;
        try {
            writer = new Thread(this::write, "connleak-exit-report");
            writer.setDaemon(true);
            writer.start();
        } catch (OutOfMemoryError | LinkageError noThread) {
            // The last report is worth more than its deadline.
            write();
            return;
        }
        long timeout = timeoutMillis.getAsLong();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        for (long left = timeout; writer.isAlive() && left > 0; ) {
            await(writer, left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        if (writer.isAlive()) {
            stderr.accept("no exit report within exitTimeout=" + timeout + "ms: what is on disk was written before");
        }
    }

    private void write() {
        try {
            report.run();
        } catch (RuntimeException | Error failure) {
            tell(failure);
        }
    }

    private void tell(Throwable failure) {
        try {
            stderr.accept("no exit report: " + failure);
        } catch (OutOfMemoryError | LinkageError full) {
            speechless.run();
        }
    }

    /** Returns early where the application interrupts all threads; see {@link Pause}. */
    private static void await(Thread writer, long millis) {
        try {
            writer.join(millis);
        } catch (InterruptedException soon) {
            // The flag is cleared; the loop around this has a deadline.
            return;
        }
    }
}
