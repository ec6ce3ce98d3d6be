package dev.connleak.report;

import dev.connleak.track.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report's tables of threads and stacks: everything else refers to them by index. Lives as long as one report. */
final class Tables {
    private final List<StackTraceElement[]> rendered;
    private final Map<Integer, Integer> byNumber = new HashMap<>();
    private final Map<List<String>, Integer> byFrames = new HashMap<>();
    private final List<List<String>> stacks = new ArrayList<>();
    private final Map<Worker, Integer> byWorker = new IdentityHashMap<>();
    private final List<ThreadEntry> threads = new ArrayList<>();

    Tables(List<StackTraceElement[]> rendered) {
        this.rendered = rendered;
    }

    List<List<String>> stacks() {
        return stacks;
    }

    List<ThreadEntry> threads() {
        return threads;
    }

    /** Index of a stack that the ledger knows by number; null for none. */
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
        return index;
    }

    /** Index of a thread; its stack is what it does at this moment. */
    @Nullable
    Integer thread(@Nullable Worker worker) {
        if (worker == null) {
            return null;
        }
        Integer known = byWorker.get(worker);
        if (known != null) {
            return known;
        }
        Thread thread = worker.thread();
        boolean alive = thread != null && thread.isAlive();
        Integer stack = null;
        if (thread != null && alive) {
            StackTraceElement[] frames = thread.getStackTrace();
            stack = frames.length == 0 ? null : add(frames);
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

    private int add(StackTraceElement[] frames) {
        List<String> lines = new ArrayList<>(frames.length);
        for (StackTraceElement frame : frames) {
            lines.add(text(frame));
        }
        Integer known = byFrames.get(lines);
        if (known != null) {
            return known;
        }
        byFrames.put(lines, stacks.size());
        stacks.add(lines);
        return stacks.size() - 1;
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
