package dev.connleak.cli.launch;

import java.time.Duration;

/** A moment by which something has to have happened. */
public record Deadline(long atNanos) {

    public static Deadline in(Duration span) {
        return new Deadline(System.nanoTime() + span.toNanos());
    }

    public boolean passed() {
        return remainingNanos() <= 0;
    }

    long remainingNanos() {
        return atNanos - System.nanoTime();
    }
}
