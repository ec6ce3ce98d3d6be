package dev.connleak.report;

/** One instant on two clocks: the wall's, which people compare, and the agent's, which never jumps. */
public final class Moment {
    public final long epochMillis;
    /** Monotonic, since the agent's start; negative for what happened before it. */
    public final long sinceStartMillis;

    public Moment(long epochMillis, long sinceStartMillis) {
        this.epochMillis = epochMillis;
        this.sinceStartMillis = sinceStartMillis;
    }
}
