package dev.connleak.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pools and the causes looked like at one moment of the past. */
public final class HistoryPoint {
    /** Monotonic, since the agent's start. */
    public final long atMillis;

    public final List<PoolLoad> pools;
    public final List<OpenCause> causes;

    public HistoryPoint(long atMillis, List<PoolLoad> pools, List<OpenCause> causes) {
        this.atMillis = atMillis;
        this.pools = Report.copy(pools);
        this.causes = Report.copy(causes);
    }

    public static final class PoolLoad {
        public final String pool;
        public final @Nullable Integer leased;
        public final @Nullable Integer idle;
        public final @Nullable Integer waiting;

        public PoolLoad(String pool, @Nullable Integer leased, @Nullable Integer idle, @Nullable Integer waiting) {
            this.pool = pool;
            this.leased = leased;
            this.idle = idle;
            this.waiting = waiting;
        }
    }

    public static final class OpenCause {
        public final String fingerprint;
        public final long open;

        public OpenCause(String fingerprint, long open) {
            this.fingerprint = fingerprint;
            this.open = open;
        }
    }
}
