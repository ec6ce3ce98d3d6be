package dev.connleak.track;

/** A thread that waited for a pool's connection at the moment of a snapshot. */
public final class WaitFacts {
    public final Worker worker;
    public final long sinceNanos;

    WaitFacts(Worker worker, long sinceNanos) {
        this.worker = worker;
        this.sinceNanos = sinceNanos;
    }
}
