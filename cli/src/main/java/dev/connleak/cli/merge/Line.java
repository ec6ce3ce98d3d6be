package dev.connleak.cli.merge;

import dev.connleak.cli.merge.Timeline.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The points of one pool or cause in one JVM, in steps that double as they become too many; of one step the fullest moment is
 * kept. So the order in which points come does not matter. Not thread-safe.
 */
final class Line {

    /** A hundred years: an age beyond is no age. */
    static final long LONGEST_MILLIS = Duration.ofDays(36_525).toMillis();

    /** The year 9999: a time beyond is no time. */
    static final long LATEST_MILLIS = 253_402_300_799_000L;

    private static final long FIRST_STEP_MILLIS = 1000;

    private final Budget budget;
    /** In the order of time, one for each step that has any. */
    private final List<Point> points = new ArrayList<>(Budget.LEAST_EACH);

    private long stepMillis = FIRST_STEP_MILLIS;

    private Line(Budget budget) {
        this.budget = budget;
    }

    void add(Point point) {
        put(point);
        thin();
    }

    /** In the order of time. */
    List<Point> points() {
        return List.copyOf(points);
    }

    private void thin() {
        while (points.size() > budget.each()) {
            stepMillis *= 2;
            List<Point> before = List.copyOf(points);
            points.clear();
            before.forEach(this::put);
        }
    }

    private void put(Point point) {
        int at = Collections.binarySearch(points, point, Comparator.comparingLong(this::step));
        if (at < 0) {
            points.add(-at - 1, point);
        } else {
            points.set(at, fuller(points.get(at), point));
        }
    }

    private long step(Point point) {
        return Math.floorDiv(point.atMillis(), stepMillis);
    }

    private static Point fuller(Point a, Point b) {
        if (a.leased() != b.leased()) {
            return a.leased() > b.leased() ? a : b;
        }
        if (a.waiting() != b.waiting()) {
            return a.waiting() > b.waiting() ? a : b;
        }
        return a.atMillis() >= b.atMillis() ? a : b;
    }

    /**
     * How many points a line may have: the fewer, the more lines there are, so that all together stay below some 10 MB. It
     * falls by halves, so that a line is thinned a few times in all.
     */
    static final class Budget {

        private static final int ALL = 100_000;
        private static final int MOST_EACH = 240;
        private static final int LEAST_EACH = 4;

        private final List<Line> lines = new ArrayList<>();
        private int each = MOST_EACH;

        Line line() {
            Line line = new Line(this);
            lines.add(line);
            if (each > LEAST_EACH && (long) lines.size() * each > ALL) {
                each = Math.max(LEAST_EACH, each / 2);
                lines.forEach(Line::thin);
            }
            return line;
        }

        int each() {
            return each;
        }
    }
}
