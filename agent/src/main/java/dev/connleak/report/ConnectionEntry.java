package dev.connleak.report;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection, with its owner, its threads and what the kernel says of it. */
public final class ConnectionEntry {
    public final String id;
    public final @Nullable String pool;
    public final @Nullable String route;
    public final @Nullable String local;
    public final @Nullable String remote;
    /** Null for a connection that was there before the agent. */
    public final @Nullable Moment openedAt;

    public final boolean adopted;
    /** connecting, leased, idle or closed. */
    public final String state;

    public final @Nullable Long uses;
    /** Index of the thread that read last, or reads now; likewise the writer. */
    public final @Nullable Integer reader;

    public final @Nullable Moment readerAt;
    public final @Nullable Integer writer;
    public final @Nullable Moment writerAt;
    public final List<Integer> loopThreads;
    public final @Nullable String tcpState;
    public final @Nullable Long unreadBytes;
    public final @Nullable String closeReason;

    private ConnectionEntry(Draft draft) {
        this.id = draft.id;
        this.pool = draft.pool;
        this.route = draft.route;
        this.local = draft.local;
        this.remote = draft.remote;
        this.openedAt = draft.openedAt;
        this.adopted = draft.adopted;
        this.state = draft.state;
        this.uses = draft.uses;
        this.reader = draft.reader;
        this.readerAt = draft.readerAt;
        this.writer = draft.writer;
        this.writerAt = draft.writerAt;
        this.loopThreads = Report.copy(draft.loopThreads);
        this.tcpState = draft.tcpState;
        this.unreadBytes = draft.unreadBytes;
        this.closeReason = draft.closeReason;
    }

    /** Mutable; lives as long as one report is put together, on one thread. */
    public static final class Draft {
        private final String id;
        private final String state;
        public @Nullable String pool;
        public @Nullable String route;
        public @Nullable String local;
        public @Nullable String remote;
        public @Nullable Moment openedAt;
        public boolean adopted;
        public @Nullable Long uses;
        public @Nullable Integer reader;
        public @Nullable Moment readerAt;
        public @Nullable Integer writer;
        public @Nullable Moment writerAt;
        public List<Integer> loopThreads = Collections.emptyList();
        public @Nullable String tcpState;
        public @Nullable Long unreadBytes;
        public @Nullable String closeReason;

        public Draft(String id, String state) {
            this.id = id;
            this.state = state;
        }

        public ConnectionEntry finish() {
            return new ConnectionEntry(this);
        }
    }
}
