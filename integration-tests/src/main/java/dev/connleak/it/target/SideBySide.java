package dev.connleak.it.target;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same thing many times at once, each on a thread of its own. */
final class SideBySide {
    interface Action {
        void run() throws Exception;
    }

    private SideBySide() {}

    /** Returns when all are done, or fails as the first one that did. */
    static void run(int times, Action action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Future<?>> begun = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                begun.add(threads.submit(() -> {
                    action.run();
                    return null;
                }));
            }
            for (Future<?> each : begun) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
