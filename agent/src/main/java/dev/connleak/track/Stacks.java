package dev.connleak.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every distinct rendered stack once, by number. Guarded by its own monitor: the sweeper and whoever makes a snapshot use
 * it, application threads never do.
 *
 * <p>Bounded: past the limit new stacks all become one overflow entry, and are counted.
 */
final class Stacks {
    /** Some 60 frames of about 100 bytes each: 10,000 stacks are 60 MB at the very worst, a few hundred are usual. */
    static final int LIMIT = 10_000;

    private static final StackTraceElement[] OVERFLOW = {new StackTraceElement("connleak", "stackTableFull", null, -1)};

    /** What a class name begins with when the frame is the agent's own: capture and bridge lie on top of each stack. */
    private final String[] own;

    private final Map<List<StackTraceElement>, Integer> numbers = new HashMap<>();
    private final List<StackTraceElement[]> stacks = new ArrayList<>();
    private long overflowed;

    Stacks(String... own) {
        this.own = own;
    }

    synchronized int intern(StackTraceElement[] frames) {
        int from = 0;
        while (from < frames.length && isOwn(frames[from].getClassName())) {
            from++;
        }
        StackTraceElement[] kept = Arrays.copyOfRange(frames, from, frames.length);
        if (stacks.size() >= LIMIT && !numbers.containsKey(Arrays.asList(kept))) {
            overflowed++;
            return number(OVERFLOW);
        }
        return number(kept);
    }

    /** All stacks so far, by number. */
    synchronized List<StackTraceElement[]> all() {
        return new ArrayList<>(stacks);
    }

    synchronized long overflowed() {
        return overflowed;
    }

    private int number(StackTraceElement[] frames) {
        List<StackTraceElement> key = Arrays.asList(frames);
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        numbers.put(key, stacks.size());
        stacks.add(frames);
        return stacks.size() - 1;
    }

    private boolean isOwn(String className) {
        for (String prefix : own) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
