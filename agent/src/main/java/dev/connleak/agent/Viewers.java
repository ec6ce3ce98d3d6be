package dev.connleak.agent;

import dev.connleak.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Those who look on: each is given a report a second, or as often as that is cheap, in the file of its request, for as
 * long as it takes the one before away. A view is open for hours and must not ask each second: every attach leaves an environment of the tool interface
 * in the JVM, which is never freed and is asked about every class from then on.
 *
 * <p>Whoever stops taking, be it killed, is forgotten, and its file is removed. Admitted by the attach listener, served by
 * the sweeper; guarded by itself.
 */
final class Viewers {
    private static final int SEATS = 4;

    /** A little less than the sweeper's second, so that no second is skipped. */
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** A report of thousands of connections takes long: a view has at most this part of a core. */
    private static final long SHARE = 20;

    private static final long RAREST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A view takes its report at once; one that was stopped for this long asks again when it goes on. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final class Viewer {
        final String request;
        long servedNanos = System.nanoTime();

        Viewer(String request) {
            this.request = request;
        }
    }

    private final Reporter reporter;
    private final List<Viewer> viewers = new ArrayList<>();
    private long everyNanos = EVERY_NANOS;

    Viewers(Reporter reporter) {
        this.reporter = reporter;
    }

    synchronized boolean isFull() {
        return viewers.size() >= SEATS;
    }

    /** From now on it is served; its first answer is given already. */
    synchronized void admit(String request) {
        viewers.add(new Viewer(request));
    }

    /** Gives everybody who took the last report another one. */
    synchronized void serve() {
        long now = System.nanoTime();
        List<Viewer> waiting = new ArrayList<>();
        for (int i = viewers.size() - 1; i >= 0; i--) {
            Viewer viewer = viewers.get(i);
            if (!Answer.isWaiting(viewer.request)) {
                if (now - viewer.servedNanos >= everyNanos) {
                    waiting.add(viewer);
                }
            } else if (now - viewer.servedNanos >= PATIENCE_NANOS) {
                Answer.remove(viewer.request);
                viewers.remove(i);
            }
        }
        if (!waiting.isEmpty()) {
            Report report = reporter.report(Reporter.Trigger.REQUEST);
            for (Viewer viewer : waiting) {
                viewer.servedNanos = System.nanoTime();
                if (!Answer.success(viewer.request, "", report)) {
                    viewers.remove(viewer);
                }
            }
            everyNanos = Math.max(EVERY_NANOS, Math.min(RAREST_NANOS, SHARE * (System.nanoTime() - now)));
        }
    }

    /** Nobody is served any more. */
    synchronized void dismiss() {
        for (Viewer viewer : viewers) {
            Answer.remove(viewer.request);
        }
        viewers.clear();
    }
}
