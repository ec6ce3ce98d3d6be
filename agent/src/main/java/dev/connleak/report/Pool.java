package dev.connleak.report;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection pool. What the client cannot be asked is null. */
public final class Pool {
    public final String id;
    public final @Nullable String client;
    /** Null for a pool that was there before the agent. */
    public final @Nullable Moment createdAt;

    public final @Nullable Integer stack;
    public final @Nullable Boolean keepAlive;
    public final @Nullable Integer max;
    public final @Nullable Integer maxPerRoute;
    public final @Nullable Long idleTimeoutMillis;
    public final @Nullable Integer leased;
    public final @Nullable Integer idle;
    public final @Nullable Integer waiting;
    /** Indexes of the threads that wait for a connection. */
    public final List<Integer> waiters;

    public final @Nullable Long saturatedMillis;
    public final boolean closed;

    private Pool(Draft draft) {
        this.id = draft.id;
        this.client = draft.client;
        this.createdAt = draft.createdAt;
        this.stack = draft.stack;
        this.keepAlive = draft.keepAlive;
        this.max = draft.max;
        this.maxPerRoute = draft.maxPerRoute;
        this.idleTimeoutMillis = draft.idleTimeoutMillis;
        this.leased = draft.leased;
        this.idle = draft.idle;
        this.waiting = draft.waiting;
        this.waiters = Report.copy(draft.waiters);
        this.saturatedMillis = draft.saturatedMillis;
        this.closed = draft.closed;
    }

    /** Mutable; lives as long as one report is put together, on one thread. */
    public static final class Draft {
        private final String id;
        public @Nullable String client;
        public @Nullable Moment createdAt;
        public @Nullable Integer stack;
        public @Nullable Boolean keepAlive;
        public @Nullable Integer max;
        public @Nullable Integer maxPerRoute;
        public @Nullable Long idleTimeoutMillis;
        public @Nullable Integer leased;
        public @Nullable Integer idle;
        public @Nullable Integer waiting;
        public List<Integer> waiters = Collections.emptyList();
        public @Nullable Long saturatedMillis;
        public boolean closed;

        public Draft(String id) {
            this.id = id;
        }

        public Pool finish() {
            return new Pool(this);
        }
    }
}
