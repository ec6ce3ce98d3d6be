package dev.connleak.track;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks were submitted, for exchanges on threads that have no frame of the application's. A task's own object is made
 * on the thread that submits it and run on the one that has the exchange, so that the two are never brought together by a
 * guess: what was not seen for this very object is not known.
 *
 * <p>Nothing comes here before the agent watches tasks, which it does from the first such leak on. From then on the cost is
 * bounded, not the number of tasks: {@link #A_SECOND} stacks a second and {@link #SLOTS} tasks at a time; those on top are
 * not known. An object that meets another one in its slot takes its place.
 */
@HotPath
final class Submissions {
    /** Tasks that wait or run at a time; 4 bytes each while there are none. */
    static final int SLOTS = 4096;

    /** Some 5 microseconds each: half a hundredth of one core at most. */
    static final int A_SECOND = 500;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Tasks that submit themselves again and again are a chain without an end. */
    private static final int DEEPEST = 8;

    private final Entries entries;
    private final AtomicReferenceArray<@Nullable Task> slots = new AtomicReferenceArray<>(SLOTS);
    /** When all stacks of the past would have been due, one an interval; {@link #BURST_NANOS} ahead of now at most. */
    private final AtomicLong dueNanos;

    private volatile boolean watched;

    Submissions(Entries entries, long now) {
        this.entries = entries;
        this.dueNanos = new AtomicLong(now);
    }

    /** A task was made, on the thread that submits it. */
    void made(Object key, long now, boolean captures) {
        watched = true;
        // The constructor of a class and that of the one above it tell of the same object.
        if (captures && find(key) == null && room(now)) {
            Task task = new Task(key, now, new Trace(new Throwable(), current()), null);
            slots.set(slot(task.hash), task);
        }
    }

    /** A task begins on this thread. One that is not known hides what it runs in: a thread that waits may run any other. */
    void started(Object key) {
        Task known = find(key);
        Worker worker = known == null ? entries.knownWorker() : entries.worker();
        if (worker != null && (known != null || worker.task != null)) {
            Trace trace = known == null ? null : known.trace;
            worker.task = new Task(key, known == null ? 0 : known.madeNanos, trace, worker.task);
        }
    }

    /** A task ends on this thread, and perhaps runs again. */
    void ended(Object key, boolean forGood) {
        Worker worker = entries.knownWorker();
        Task running = worker == null ? null : worker.task;
        for (Task at = running; worker != null && at != null; at = at.outer) {
            if (at.is(key)) {
                worker.task = at.outer;
                break;
            }
        }
        if (forGood) {
            Task known = find(key);
            if (known != null) {
                slots.compareAndSet(slot(known.hash), known, null);
            }
        }
    }

    /** Where the task that runs on this thread was submitted; null where there is none, or nobody saw it. */
    @Nullable
    Trace current() {
        Worker worker = watched ? entries.knownWorker() : null;
        Task task = worker == null ? null : worker.task;
        Trace trace = task == null ? null : task.trace;
        return trace == null || trace.depth >= DEEPEST ? null : trace;
    }

    /** Renders what has waited or run for so long, and lets go of what was collected. By the sweeper. */
    void sweep(Stacks stacks, long olderThanNanos) {
        if (!watched) {
            return;
        }
        for (int i = 0; i < SLOTS; i++) {
            Task task = slots.get(i);
            if (task != null && task.get() == null) {
                slots.compareAndSet(i, task, null);
            } else if (task != null) {
                render(task, stacks, olderThanNanos);
            }
        }
    }

    /** The same for what this thread runs, which another task may have driven from its slot. By the sweeper. */
    static void sweep(Worker worker, Stacks stacks, long olderThanNanos) {
        for (Task task = worker.task; task != null; task = task.outer) {
            render(task, stacks, olderThanNanos);
        }
    }

    private static void render(Task task, Stacks stacks, long olderThanNanos) {
        if (task.trace != null && task.madeNanos - olderThanNanos <= 0) {
            task.trace.renderAll(stacks);
        }
    }

    private @Nullable Task find(Object key) {
        Task task = slots.get(slot(System.identityHashCode(key)));
        return task != null && task.is(key) ? task : null;
    }

    private static int slot(int hash) {
        return hash & (SLOTS - 1);
    }

    private boolean room(long now) {
        long due = dueNanos.get();
        if (due - now > BURST_NANOS) {
            return false;
        }
        long next = (due - now < 0 ? now : due) + INTERVAL_NANOS;
        return dueNanos.compareAndSet(due, next);
    }
}
