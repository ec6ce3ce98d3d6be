package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.HistoryPoint;
import dev.connleak.cli.report.Pool;
import dev.connleak.cli.report.Report;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How pools and causes went, from the history in each report and from the reports themselves, in milliseconds since 1970.
 *
 * @param pools by JVM instance and pool id, see {@link #pool}
 * @param causes by fingerprint, one line for each JVM
 * @param ended when a JVM ended whose last report was written at its exit, by instance
 */
public record Timeline(
        Map<String, List<Point>> pools, Map<String, Map<String, List<Point>>> causes, Map<String, Long> ended) {

    /** The points of the sum over all JVMs: enough for eighty columns and for a chart. */
    private static final int SUM_POINTS = 120;

    /** One moment: of a pool its connections and waiting callers, of a cause how many were open ({@code leased}). */
    public record Point(long atMillis, long leased, long idle, long waiting) {}

    /** A sum at one moment. */
    public record Open(long atMillis, long open) {}

    /** The line of one pool; empty where nothing is known. */
    public List<Point> pool(String instance, @Nullable String pool) {
        return pools.getOrDefault(key(instance, pool), List.of());
    }

    /**
     * How many of some causes were open, over all JVMs. A JVM counts with its last known number until it ends; before its
     * first point it counts nothing.
     */
    public List<Open> open(List<String> fingerprints) {
        List<Map.Entry<String, List<Point>>> lines = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            lines.addAll(causes.getOrDefault(fingerprint, Map.of()).entrySet());
        }
        List<Open> sums = new ArrayList<>();
        for (long at : moments(lines)) {
            long sum = 0;
            for (Map.Entry<String, List<Point>> line : lines) {
                Long end = ended.get(line.getKey());
                if (end == null || at <= end) {
                    sum += at(line.getValue(), at);
                }
            }
            sums.add(new Open(at, sum));
        }
        return sums;
    }

    /** At how many moments something is known of a cause. */
    public int moments(String fingerprint) {
        return causes.getOrDefault(fingerprint, Map.of()).values().stream()
                .mapToInt(List::size)
                .sum();
    }

    /** How many of some causes were open in one JVM at one moment. */
    public long open(List<String> fingerprints, String instance, long atMillis) {
        long sum = 0;
        for (String fingerprint : fingerprints) {
            sum += at(causes.getOrDefault(fingerprint, Map.of()).getOrDefault(instance, List.of()), atMillis);
        }
        return sum;
    }

    /** The moments at which some line has a point, thinned to a number that can be shown. */
    private static List<Long> moments(List<Map.Entry<String, List<Point>>> lines) {
        TreeSet<Long> all = new TreeSet<>();
        lines.forEach(line -> line.getValue().forEach(point -> all.add(point.atMillis())));
        List<Long> moments = new ArrayList<>(all);
        if (moments.size() <= SUM_POINTS) {
            return moments;
        }
        List<Long> thinned = new ArrayList<>();
        for (int i = 0; i < SUM_POINTS; i++) {
            thinned.add(moments.get((int) ((long) i * (moments.size() - 1) / (SUM_POINTS - 1))));
        }
        return thinned;
    }

    private static long at(List<Point> line, long at) {
        int low = 0;
        int high = line.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (line.get(middle).atMillis() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : line.get(low - 1).leased();
    }

    private static String key(String instance, @Nullable String pool) {
        return instance + " " + pool;
    }

    /** Takes the points of reports that come in any order. Not thread-safe. */
    static final class Recorder {

        private final Map<String, Line> pools = new HashMap<>();
        private final Map<String, Map<String, Line>> causes = new HashMap<>();
        private final Line.Budget budget = new Line.Budget();

        void add(String instance, Report report) {
            Long at = millis(report.time().at());
            if (at == null) {
                return;
            }
            Long began = report.time().atMillis() == null
                    ? report.time().watchedMillis()
                    : report.time().atMillis();
            if (began != null && began >= 0 && began <= Line.LONGEST_MILLIS) {
                report.history().forEach(point -> history(instance, at - began, point));
            }
            for (Pool pool : report.pools()) {
                pool(instance, pool.id(), new Point(at, n(pool.leased()), n(pool.idle()), n(pool.waiting())));
            }
            for (Finding finding : report.findings()) {
                if (finding.openNow() != null) {
                    Long first = millis(finding.firstSeenAt());
                    if (first != null && first <= at) {
                        cause(instance, finding.fingerprint(), new Point(first, 0, 0, 0));
                    }
                    cause(instance, finding.fingerprint(), new Point(at, finding.openNow(), 0, 0));
                }
            }
        }

        private void history(String instance, long start, HistoryPoint point) {
            if (point.atMillis() == null || point.atMillis() < 0 || point.atMillis() > Line.LONGEST_MILLIS) {
                return;
            }
            long at = start + point.atMillis();
            for (HistoryPoint.PoolLoad load : point.pools()) {
                pool(instance, load.pool(), new Point(at, n(load.leased()), n(load.idle()), n(load.waiting())));
            }
            for (HistoryPoint.OpenCause cause : point.causes()) {
                if (cause.fingerprint() != null) {
                    cause(instance, cause.fingerprint(), new Point(at, n(cause.open()), 0, 0));
                }
            }
        }

        private void pool(String instance, @Nullable String pool, Point point) {
            pools.computeIfAbsent(key(instance, pool), key -> budget.line()).add(point);
        }

        private void cause(String instance, String fingerprint, Point point) {
            causes.computeIfAbsent(fingerprint, key -> new HashMap<>())
                    .computeIfAbsent(instance, key -> budget.line())
                    .add(point);
        }

        /** @param jvms the latest report of each JVM: one that was written at exit is its end */
        Timeline timeline(List<Source> jvms) {
            Map<String, List<Point>> poolLines = new HashMap<>();
            pools.forEach((key, line) -> poolLines.put(key, line.points()));
            Map<String, Map<String, List<Point>>> causeLines = new HashMap<>();
            causes.forEach((fingerprint, lines) -> {
                Map<String, List<Point>> byInstance = new HashMap<>();
                lines.forEach((instance, line) -> byInstance.put(instance, line.points()));
                causeLines.put(fingerprint, byInstance);
            });
            Map<String, Long> ended = new HashMap<>();
            for (Source jvm : jvms) {
                Long at = millis(jvm.head().time().at());
                if (at != null && "exit".equals(jvm.head().trigger())) {
                    ended.put(jvm.instance(), at);
                }
            }
            return new Timeline(poolLines, causeLines, ended);
        }

        private static long n(@Nullable Long number) {
            return number == null ? 0 : Math.max(0, Math.min(number, Integer.MAX_VALUE));
        }

        private static @Nullable Long millis(@Nullable String iso) {
            try {
                long millis = iso == null ? -1 : Instant.parse(iso).toEpochMilli();
                return millis < 0 || millis > Line.LATEST_MILLIS ? null : (Long) millis;
            } catch (DateTimeParseException | ArithmeticException e) {
                // A report with a time that can't be read has no place on the timeline; its counts stand.
                return null;
            }
        }
    }
}
