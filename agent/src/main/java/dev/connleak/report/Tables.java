package dev.connleak.report;

import dev.connleak.track.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report's tables of threads and stacks: everything else refers to them by index. Lives as long as one report.
 *
 * <p>Bounded, and counts what found no room. Who comes first has it; each thread is asked for its stack, for which the JVM may
 * stop all others for a moment.
 */
final class Tables {
    static final int MOST_STACKS = 2000;
    static final int MOST_THREADS = 1000;

    /** Of one stack, the innermost ones: a running thread's may have as many as its memory has room for. */
    static final int MOST_FRAMES = 256;

    private static final Integer LEFT_OUT = -1;
    private static final StackTraceElement CUT = new StackTraceElement("connleak", "framesLeftOut", null, -1);

    private final List<StackTraceElement[]> rendered;
    private final Map<Integer, Integer> byNumber = new HashMap<>();
    private final Map<List<String>, Integer> byFrames = new HashMap<>();
    private final List<List<String>> stacks = new ArrayList<>();
    private final Map<Worker, Integer> byWorker = new IdentityHashMap<>();
    private final List<ThreadEntry> threads = new ArrayList<>();
    /** One for each place in the code: most stacks share most of theirs. */
    private final Map<StackTraceElement, String> texts = new HashMap<>();

    private int stacksLeftOut;
    private int threadsLeftOut;
    private int mostFrames;

    Tables(List<StackTraceElement[]> rendered) {
        this.rendered = rendered;
    }

    List<List<String>> stacks() {
        return stacks;
    }

    List<ThreadEntry> threads() {
        return threads;
    }

    /** How many different stacks found no room. */
    int stacksLeftOut() {
        return stacksLeftOut;
    }

    /** How many threads found no room. */
    int threadsLeftOut() {
        return threadsLeftOut;
    }

    /** Of the longest stack, whether they are all shown or not. */
    int mostFrames() {
        return mostFrames;
    }

    /** Index of a stack that the ledger knows by number; null for none, and where it found no room. */
    @Nullable
    Integer stack(int number) {
        if (number < 0) {
            return null;
        }
        Integer index = byNumber.get(number);
        if (index == null) {
            index = add(rendered.get(number));
            byNumber.put(number, index);
        }
        return shown(index);
    }

    /** Index of a thread; its stack is what it does at this moment. Null for none, and where it found no room. */
    @Nullable
    Integer thread(@Nullable Worker worker) {
        if (worker == null) {
            return null;
        }
        Integer known = byWorker.get(worker);
        if (known != null) {
            return shown(known);
        }
        if (threads.size() == MOST_THREADS) {
            byWorker.put(worker, LEFT_OUT);
            threadsLeftOut++;
            return null;
        }
        Thread thread = worker.thread();
        boolean alive = thread != null && thread.isAlive();
        Integer stack = null;
        if (thread != null && alive) {
            StackTraceElement[] frames = thread.getStackTrace();
            stack = frames.length == 0 ? null : shown(add(frames));
        }
        threads.add(new ThreadEntry(
                ThreadNames.apply(worker.name()),
                Long.toString(worker.id),
                worker.virtual,
                thread == null || !alive ? null : thread.getState().name(),
                stack));
        byWorker.put(worker, threads.size() - 1);
        return threads.size() - 1;
    }

    /** What a thread in this table does now. */
    @Nullable
    Integer stackOf(int thread) {
        return threads.get(thread).stack;
    }

    private static @Nullable Integer shown(Integer index) {
        return index.equals(LEFT_OUT) ? null : index;
    }

    private Integer add(StackTraceElement[] frames) {
        mostFrames = Math.max(mostFrames, frames.length);
        int kept = Math.min(frames.length, MOST_FRAMES);
        List<String> lines = new ArrayList<>(kept);
        for (int i = 0; i < kept; i++) {
            boolean cut = i == MOST_FRAMES - 1 && frames.length > MOST_FRAMES;
            lines.add(texts.computeIfAbsent(cut ? CUT : frames[i], Tables::text));
        }
        Integer known = byFrames.get(lines);
        if (known != null) {
            return known;
        }
        Integer index = LEFT_OUT;
        if (stacks.size() < MOST_STACKS) {
            index = stacks.size();
            stacks.add(lines);
        } else {
            stacksLeftOut++;
        }
        byFrames.put(lines, index);
        return index;
    }

    /**
     * Without the loader and module that {@code StackTraceElement.toString} adds on 9+, and without the address of a hidden
     * class: the same text on every JDK and in every run.
     */
    private static String text(StackTraceElement frame) {
        String place;
        if (frame.isNativeMethod()) {
            place = "Native Method";
        } else if (frame.getFileName() == null) {
            place = "Unknown Source";
        } else {
            place = frame.getFileName() + (frame.getLineNumber() >= 0 ? ":" + frame.getLineNumber() : "");
        }
        String className = frame.getClassName();
        int address = className.indexOf('/');
        return (address < 0 ? className : className.substring(0, address)) + "." + frame.getMethodName() + "(" + place
                + ")";
    }
}
