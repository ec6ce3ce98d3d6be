package dev.connleak.cli.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether leaks grow: how many were open in the middle of the time that is known, and how many at its end.
 *
 * @param overMillis from the middle to the end
 */
public record Trend(long before, long now, long overMillis) {

    /** Null where there are fewer than two moments to compare. */
    public static @Nullable Trend of(List<Timeline.Open> line) {
        if (line.size() < 2) {
            return null;
        }
        Timeline.Open last = line.get(line.size() - 1);
        long middle = line.get(0).atMillis() + (last.atMillis() - line.get(0).atMillis()) / 2;
        Timeline.Open before = line.get(0);
        for (Timeline.Open open : line) {
            if (open.atMillis() <= middle) {
                before = open;
            }
        }
        return new Trend(before.open(), last.open(), last.atMillis() - before.atMillis());
    }

    public boolean growing() {
        return now > before;
    }

    public boolean shrinking() {
        return now < before;
    }
}
