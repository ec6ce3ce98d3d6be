package dev.connleak.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.merge.Timeline.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {

    private final Line.Budget budget = new Line.Budget();

    @Test
    void ofOneStepTheFullestMomentIsKept() {
        Line line = budget.line();

        line.add(new Point(100, 1, 0, 0));
        line.add(new Point(900, 7, 0, 0));
        line.add(new Point(950, 2, 0, 0));
        line.add(new Point(1000, 3, 0, 0));

        assertThat(line.points()).extracting(Point::leased).containsExactly(7L, 3L);
    }

    @Test
    void theOrderInWhichPointsComeDoesNotMatter() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            points.add(new Point(i * 1700L, i * 31 % 97, 0, 0));
        }
        Line inOrder = budget.line();
        points.forEach(inOrder::add);
        Collections.shuffle(points, new Random(1));

        Line inDisorder = budget.line();
        points.forEach(inDisorder::add);

        assertThat(inDisorder.points()).isEqualTo(inOrder.points());
        assertThat(inOrder.points())
                .hasSizeBetween(100, 240)
                .isSortedAccordingTo((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
    }

    /** Also those of lines that nothing comes to any more: a thousand reports are of JVMs that each come once. */
    @Test
    void theMoreLinesThereAreTheFewerPointsEachHas() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Line line = budget.line();
            for (int hour = 0; hour < 24; hour++) {
                line.add(new Point(hour * 3_600_000L, hour, 0, 0));
            }
            lines.add(line);
        }

        assertThat(lines.stream().mapToInt(line -> line.points().size()).sum()).isLessThanOrEqualTo(100_000);
        assertThat(lines.get(0).points()).hasSizeGreaterThan(1).last().isEqualTo(new Point(23 * 3_600_000L, 23, 0, 0));
    }
}
