package dev.connleak.diagnose;

import dev.connleak.track.ExchangeFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of a cause without a site where its tasks were submitted: the first application frame of that stack, or of the one
 * that led to it. Only what was seen for an exchange counts for it, and what was not seen is told as well.
 */
final class Submitters {
    private static final int MOST_PLACES = 3;

    private final Causes causes;

    Submitters(Causes causes) {
        this.causes = causes;
    }

    void find() {
        for (Cause cause : causes.found()) {
            if (cause.path.site == null) {
                tell(cause);
            }
        }
    }

    private void tell(Cause cause) {
        if (cause.stacks.size() == 1 && cause.stacks.containsKey(-1)) {
            cause.reasons.add("no stack was captured, so no place can be named");
            return;
        }
        List<Submitter> submitters = submitters(cause);
        long seen = 0;
        for (Submitter submitter : submitters) {
            seen += submitter.times;
        }
        for (Submitter submitter : submitters.subList(0, Math.min(MOST_PLACES, submitters.size()))) {
            cause.reasons.add(submitter.times + " of " + cause.count + " ran in a task that was submitted at "
                    + submitter.path.place());
        }
        if (seen > 0) {
            Submitter most = submitters.get(0);
            cause.submitterStack = most.stack;
            cause.submitter = most.times == cause.count ? most.path.place() : null;
        }
        if (seen < cause.count) {
            cause.reasons.add((seen == 0 ? "the thread" : "of the others the thread")
                    + " had no frame of the application's, and "
                    + (cause.path.inTask
                            ? "it was not seen where its task was submitted"
                            : "it ran no task whose submission can be seen"));
        }
    }

    /** By place, the most frequent first; at the same number the one that was met first. */
    private List<Submitter> submitters(Cause cause) {
        Map<String, Submitter> byPlace = new HashMap<>();
        List<Submitter> all = new ArrayList<>();
        for (ExchangeFacts exchange : cause.exchanges) {
            Submitter one = submitter(exchange);
            if (one != null) {
                Submitter known = byPlace.putIfAbsent(String.valueOf(one.path.place()), one);
                if (known == null) {
                    all.add(one);
                } else {
                    known.times++;
                }
            }
        }
        all.sort((a, b) -> Long.compare(b.times, a.times));
        return all;
    }

    private @Nullable Submitter submitter(ExchangeFacts exchange) {
        for (int stack : exchange.submitters) {
            CallPath path = causes.path(stack);
            if (path.site != null) {
                return new Submitter(stack, path);
            }
        }
        return null;
    }

    private static final class Submitter {
        final int stack;
        final CallPath path;
        long times = 1;

        Submitter(int stack, CallPath path) {
            this.stack = stack;
            this.path = path;
        }
    }
}
