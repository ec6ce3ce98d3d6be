package dev.connleak.agent;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has classes that are loaded already pass the transformers again, and keeps count of what that cost the application: each
 * batch is one pause of all its threads, at most as long as the call that asked for it.
 */
final class Reweaving {
    /**
     * Classes a call. A pause has a fixed part, a walk over all loaded classes, and a part for each class that changes:
     * larger batches make fewer walks, smaller ones shorter pauses.
     */
    static final int BATCH = 8;

    int classes;
    int batches;
    long longestNanos;
    long nanos;
    /** What could not be woven again, a sentence each. */
    final List<String> refused = new ArrayList<>();

    private final Instrumentation instrumentation;

    Reweaving(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    void run(List<Class<?>> all) {
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Class<?>> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            if (!weave(batch.toArray(new Class<?>[0]), false)) {
                // A batch fails as a whole: whose fault it is shows when they go one by one.
                for (Class<?> one : batch) {
                    weave(new Class<?>[] {one}, true);
                }
            }
        }
    }

    /** Counts what another one did as well. */
    void add(Reweaving other) {
        classes += other.classes;
        batches += other.batches;
        nanos += other.nanos;
        longestNanos = Math.max(longestNanos, other.longestNanos);
        refused.addAll(other.refused);
    }

    /** As part of a sentence. */
    String summary() {
        return classes + (classes == 1 ? " loaded class in " : " loaded classes in ") + batches
                + (batches == 1 ? " batch, " : " batches, ") + TimeUnit.NANOSECONDS.toMillis(nanos)
                + " ms in all, at most " + TimeUnit.NANOSECONDS.toMillis(longestNanos) + " ms at a time";
    }

    private boolean weave(Class<?>[] batch, boolean last) {
        long began = System.nanoTime();
        try {
            instrumentation.retransformClasses(batch);
            classes += batch.length;
            return true;
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError failure) {
            if (last) {
                refused.add(batch[0].getName() + ": " + failure);
            }
            return false;
        } finally {
            long took = System.nanoTime() - began;
            batches++;
            nanos += took;
            longestNanos = Math.max(longestNanos, took);
        }
    }
}
