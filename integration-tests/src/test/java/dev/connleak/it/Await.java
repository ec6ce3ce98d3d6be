package dev.connleak.it;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until it sees what it wants or the time is up; what it saw last is for the assertion that follows. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    static <T> T upTo(Duration deadline, Supplier<T> look, Predicate<? super T> wanted) {
        long end = System.nanoTime() + deadline.toNanos();
        T seen = look.get();
        while (!wanted.test(seen) && System.nanoTime() - end < 0) {
            pause();
            seen = look.get();
        }
        return seen;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while awaiting", e);
        }
    }
}
