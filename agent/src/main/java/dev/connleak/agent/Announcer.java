package dev.connleak.agent;

import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Grade;
import dev.connleak.report.UrlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One line on stderr for each cause that reaches the grade, at most one an hour a cause and ten an hour in all. */
final class Announcer {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int AN_HOUR = 10;

    private final Map<String, Long> told = new HashMap<>();
    private long hourBeganNanos = System.nanoTime();
    private int thisHour;

    /** @param console takes a line */
    void announce(List<Cause> causes, Grade from, Reporter reporter, Consumer<String> console) {
        long now = System.nanoTime();
        if (now - hourBeganNanos >= HOUR_NANOS) {
            hourBeganNanos = now;
            thisHour = 0;
        }
        for (Cause cause : causes) {
            Long before = told.get(cause.fingerprint);
            boolean due = before == null || now - before >= HOUR_NANOS;
            if (cause.leak && cause.grade.compareTo(from) >= 0 && due && thisHour < AN_HOUR) {
                thisHour++;
                told.put(cause.fingerprint, now);
                console.accept(line(cause, reporter.clientName(cause)));
            }
        }
    }

    private static String line(Cause cause, String client) {
        String place = cause.path.place();
        return "grade=" + cause.grade.word() + " kind=" + cause.kind.word() + " count=" + cause.count + " held="
                + cause.connectionsHeld() + " site=" + (place == null ? "unknown" : place) + " client=" + client
                + " route="
                + UrlTemplate.origin(cause.url) + " fp=" + cause.fingerprint;
    }
}
