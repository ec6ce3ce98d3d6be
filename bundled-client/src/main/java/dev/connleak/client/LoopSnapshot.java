package dev.connleak.client;

/** One loop of a connection at one moment. */
public final class LoopSnapshot {

    private final String threadName;
    private final long threadId;
    private final boolean alive;
    private final LoopWait waitsFor;

    LoopSnapshot(String threadName, long threadId, boolean alive, LoopWait waitsFor) {
        this.threadName = threadName;
        this.threadId = threadId;
        this.alive = alive;
        this.waitsFor = waitsFor;
    }

    public String threadName() {
        return threadName;
    }

    public long threadId() {
        return threadId;
    }

    /** Whether the loop was running or waiting. */
    public boolean alive() {
        return alive;
    }

    public LoopWait waitsFor() {
        return waitsFor;
    }

    @Override
    public String toString() {
        return threadName + (alive ? " waits for " + waitsFor : " has ended");
    }
}
