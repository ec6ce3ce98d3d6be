package dev.connleak.track;

/** How busy a pool is at one moment. */
public final class PoolLoad {
    /** Its id, as in {@link PoolFacts}. */
    public final long pool;

    public int leased;
    public int idle;
    public int waiting;

    PoolLoad(long pool) {
        this.pool = pool;
    }

    /** Its connections and callers. */
    public int busy() {
        return leased + idle + waiting;
    }
}
