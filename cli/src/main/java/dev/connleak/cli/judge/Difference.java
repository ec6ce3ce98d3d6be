package dev.connleak.cli.judge;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Merged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed from one set of reports to another, cause by cause; the order is that of the later set, what is gone last. */
public record Difference(List<Change> changes) {

    /** How a cause changed; {@code SAME} where its number did not. */
    public enum Way {
        NEW,
        GROWN,
        SHRUNK,
        SAME,
        GONE
    }

    /**
     * One cause on both sides.
     *
     * @param before null for a new cause
     * @param after null for one that is gone
     */
    public record Change(
            Way way, @Nullable Cause before, @Nullable Cause after) {

        /** The cause as it is, or was. */
        public Cause cause() {
            Cause last = after == null ? before : after;
            if (last == null) {
                throw new IllegalStateException("a change has one side at least");
            }
            return last;
        }

        static long count(@Nullable Cause cause) {
            return cause == null || cause.finding().count() == null
                    ? 0
                    : cause.finding().count();
        }

        public long countBefore() {
            return count(before);
        }

        public long countAfter() {
            return count(after);
        }
    }

    public static Difference of(Merged before, Merged after) {
        List<Cause> left = new ArrayList<>(before.causes());
        List<Change> changes = new ArrayList<>();
        for (Cause cause : after.causes()) {
            Cause same = left.stream().filter(cause::same).findFirst().orElse(null);
            left.remove(same);
            changes.add(new Change(way(same, cause), same, cause));
        }
        left.forEach(gone -> changes.add(new Change(Way.GONE, gone, null)));
        return new Difference(List.copyOf(changes));
    }

    public List<Change> of(Way way) {
        return changes.stream().filter(change -> change.way() == way).toList();
    }

    private static Way way(@Nullable Cause before, Cause after) {
        if (before == null) {
            return Way.NEW;
        }
        int order = Long.compare(Change.count(after), Change.count(before));
        return order > 0 ? Way.GROWN : order < 0 ? Way.SHRUNK : Way.SAME;
    }
}
