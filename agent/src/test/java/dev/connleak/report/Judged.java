package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Diagnosis;
import dev.connleak.diagnose.Libraries;
import dev.connleak.diagnose.Thresholds;
import dev.connleak.track.Book;
import dev.connleak.track.Snapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The diagnosis of a book with the thresholds of a running JVM. */
public final class Judged {
    private static final Thresholds RUNNING =
            Thresholds.running(Book.HELD_AFTER.toNanos(), Duration.ofSeconds(10).toNanos());

    private Judged() {}

    public static List<Cause> causes(Book book) {
        return causes(book.snapshot());
    }

    public static List<Cause> causes(Snapshot snapshot) {
        return Diagnosis.of(
                snapshot, RUNNING, new Libraries(List.of()), new @Nullable String[] {"one", "two", "three"});
    }
}
