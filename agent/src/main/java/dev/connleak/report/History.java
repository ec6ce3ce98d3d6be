package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.track.PoolLoad;
import java.util.ArrayList;
import java.util.List;

/**
 * How pools and causes went since the agent began, in at most 240 points: when there are as many, every second one is
 * dropped and the step doubles, so that a minute and a month are told alike. Written by the sweeper, read by whoever makes a
 * report; guarded by its monitor.
 */
public final class History {
    static final int POINTS = 240;

    /** Of pools and of causes in one point, so that 240 points stay below 300 KB. */
    static final int MOST = 10;

    private static final long FIRST_STEP_MILLIS = 1000;

    private final List<HistoryPoint> points = new ArrayList<>(POINTS);
    private long stepMillis = FIRST_STEP_MILLIS;
    private long nextMillis;

    /** Whether it is time for another point; on the clock of {@link HistoryPoint#atMillis}. */
    public synchronized boolean isDue(long atMillis) {
        return atMillis >= nextMillis;
    }

    /**
     * @param loads of all pools; the busiest are kept
     * @param causes as they were judged last, worst first
     */
    public synchronized void add(long atMillis, List<PoolLoad> loads, List<Cause> causes) {
        points.add(new HistoryPoint(atMillis, busiest(loads), open(causes)));
        if (points.size() == POINTS) {
            for (int i = POINTS - 1; i > 0; i -= 2) {
                points.remove(i);
            }
            stepMillis *= 2;
        }
        nextMillis = points.get(points.size() - 1).atMillis + stepMillis;
    }

    public synchronized List<HistoryPoint> points() {
        return new ArrayList<>(points);
    }

    private static List<HistoryPoint.PoolLoad> busiest(List<PoolLoad> loads) {
        List<PoolLoad> sorted = new ArrayList<>(loads);
        sorted.sort(
                (a, b) -> a.busy() != b.busy() ? Integer.compare(b.busy(), a.busy()) : Long.compare(a.pool, b.pool));
        List<HistoryPoint.PoolLoad> kept = new ArrayList<>();
        for (PoolLoad load : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            kept.add(new HistoryPoint.PoolLoad("p" + load.pool, load.leased, load.idle, load.waiting));
        }
        return kept;
    }

    private static List<HistoryPoint.OpenCause> open(List<Cause> causes) {
        List<HistoryPoint.OpenCause> kept = new ArrayList<>();
        for (Cause cause : causes.subList(0, Math.min(MOST, causes.size()))) {
            kept.add(new HistoryPoint.OpenCause(cause.fingerprint, cause.openNow));
        }
        return kept;
    }
}
