package dev.connleak.agent;

import dev.connleak.diagnose.Cause;
import java.util.List;

/**
 * Has the submission of tasks watched from the moment on when a leak is found whose thread ran nothing but a task of a
 * library's: a program that has no such leak pays nothing. Any thread.
 */
final class TaskWatch {
    private final Weaving weaving;
    private boolean begun;
    private boolean over;

    /** @param weaving of the hooks on tasks */
    TaskWatch(Weaving weaving) {
        this.weaving = weaving;
    }

    synchronized void look(List<Cause> causes) {
        if (!begun && !over && isAskedFor(causes)) {
            begun = true;
            weaving.begin();
        }
    }

    /** Leaves the classes of tasks as they were, and adds what that took. */
    synchronized void end(Reweaving unwoven) {
        over = true;
        if (begun) {
            unwoven.add(weaving.end());
        }
    }

    private static boolean isAskedFor(List<Cause> causes) {
        for (Cause cause : causes) {
            if (cause.leak && cause.path.site == null && cause.path.inTask) {
                return true;
            }
        }
        return false;
    }
}
