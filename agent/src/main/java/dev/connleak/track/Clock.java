package dev.connleak.track;

/** Monotonic time in nanoseconds; only differences mean anything. A test turns its own. */
public interface Clock {
    long nanos();

    /** {@link System#nanoTime}. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };
}
