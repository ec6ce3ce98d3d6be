package dev.connleak.track;

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

    private volatile @Nullable Throwable bare;
    private volatile int stack = BARE;

    Trace(@Nullable Throwable bare) {
        this.bare = bare;
    }

    /** The number of the rendered stack, or {@link #BARE}. */
    int stack() {
        return stack;
    }

    /** What was captured, as long as it is not rendered; else null. */
    StackTraceElement @Nullable [] frames() {
        Throwable capture = bare;
        return capture == null ? null : capture.getStackTrace();
    }

    /** Renders if that was not done yet. */
    int render(Stacks stacks) {
        Throwable capture = bare;
        if (capture != null) {
            stack = stacks.intern(capture.getStackTrace());
            bare = null;
        }
        return stack;
    }
}
