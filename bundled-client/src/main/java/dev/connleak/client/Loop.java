package dev.connleak.client;

import java.util.concurrent.ThreadFactory;

/** One of the two loops of a connection: its thread, and what it waits for. */
final class Loop {

    private final Thread thread;
    private volatile LoopWait waitsFor = LoopWait.NOTHING;
    private volatile boolean ended;

    Loop(ThreadFactory threads, String name, Runnable body, Runnable after) {
        thread = LoopThreads.named(threads, name, () -> {
            try {
                body.run();
            } finally {
                waitsFor = LoopWait.NOTHING;
                ended = true;
                after.run();
            }
        });
    }

    void start() {
        thread.start();
    }

    /** Say, on the loop's own thread, what it is about to wait for. */
    void waitsFor(LoopWait wait) {
        waitsFor = wait;
    }

    LoopSnapshot snapshot() {
        return new LoopSnapshot(thread.getName(), thread.getId(), !ended && thread.isAlive(), waitsFor);
    }
}
