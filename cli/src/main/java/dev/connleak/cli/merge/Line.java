package dev.connleak.cli.merge;

import dev.connleak.cli.merge.Timeline.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private final TreeMap<Long, Point> points = new TreeMap<>();
    private long stepMillis = FIRST_STEP_MILLIS;

    private Line(Budget budget) {
        this.budget = budget;
    }

    void add(Point point) {
        points.merge(Math.floorDiv(point.atMillis(), stepMillis), point, Line::fuller);
        while (points.size() > budget.each()) {
            stepMillis *= 2;
            Map<Long, Point> before = new TreeMap<>(points);
            points.clear();
            before.values().forEach(old -> points.merge(Math.floorDiv(old.atMillis(), stepMillis), old, Line::fuller));
        }
    }

    /** In the order of time. */
    List<Point> points() {
        return new ArrayList<>(points.values());
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

    /** How many points a line may have: the fewer, the more lines there are, so that all together stay below some 10 MB. */
    static final class Budget {

        private static final int ALL = 100_000;
        private static final int MOST_EACH = 240;
        private static final int LEAST_EACH = 8;

        private int lines;

        Line line() {
            lines++;
            return new Line(this);
        }

        int each() {
            return Math.max(LEAST_EACH, Math.min(MOST_EACH, ALL / Math.max(1, lines)));
        }
    }
}
