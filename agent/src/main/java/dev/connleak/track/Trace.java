package dev.connleak.track;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where something happened: first a bare {@code Throwable}, captured on the application's thread, then the number of a
 * rendered stack. Rendering costs 4 to 14 times the capture, so only the sweeper does it, and only for what lives that
 * long; a {@code Throwable} keeps the classes of its frames alive and is dropped when it is rendered.
 *
 * <p>{@link #stack} is written by the sweeper (or whoever makes a snapshot, under the ledger's snapshot lock).
 */
final class Trace {
    /** Not rendered yet. */
    static final int BARE = -1;

    private static final int[] NONE = {};

    /** Where the task was submitted in which it happened, if that was seen. */
    final @Nullable Trace submitter;
    /** How many submissions led to it. */
    final int depth;

    private volatile @Nullable Throwable bare;
    private volatile int stack = BARE;

    Trace(@Nullable Throwable bare) {
        this(bare, null);
    }

    Trace(@Nullable Throwable bare, @Nullable Trace submitter) {
        this.bare = bare;
        this.submitter = submitter;
        this.depth = submitter == null ? 0 : submitter.depth + 1;
    }

    /** The number of the rendered stack, or {@link #BARE}. */
    int stack() {
        return stack;
    }

    /** What was captured, as long as it is not rendered; else null, and where memory ran out for all or a part of it. */
    StackTraceElement @Nullable [] frames() {
        Throwable capture = bare;
        StackTraceElement[] frames = capture == null ? null : capture.getStackTrace();
        return frames == null || frames.length == 0 || known(frames) < frames.length ? null : frames;
    }

    /** Renders if that was not done yet. */
    int render(Stacks stacks) {
        Throwable capture = bare;
        if (capture != null) {
            StackTraceElement[] frames = capture.getStackTrace();
            stack = stacks.intern(Arrays.copyOf(frames, known(frames)));
            bare = null;
        }
        return stack;
    }

    /** JDK 8 leaves gaps at the end, for good, where memory ran out while a stack was asked for first. */
    private static int known(@Nullable StackTraceElement[] frames) {
        int known = 0;
        while (known < frames.length && frames[known] != null) {
            known++;
        }
        return known;
    }

    /** The same, for all submissions that led here as well. */
    void renderAll(Stacks stacks) {
        for (Trace at = this; at != null; at = at.submitter) {
            at.render(stacks);
        }
    }

    /** Numbers of the rendered stacks of the submissions that led here, the last one first. */
    int[] submitters() {
        if (depth == 0) {
            return NONE;
        }
        int[] numbers = new int[depth];
        int rendered = 0;
        for (Trace at = submitter; at != null; at = at.submitter) {
            if (at.stack != BARE) {
                numbers[rendered++] = at.stack;
            }
        }
        return Arrays.copyOf(numbers, rendered);
    }
}
