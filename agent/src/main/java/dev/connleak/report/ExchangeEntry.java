package dev.connleak.report;

import org.jspecify.annotations.Nullable;

/** A request, its response and the fate of the response body. */
public final class ExchangeEntry {
    public final String id;
    public final @Nullable String connection;
    public final @Nullable String method;
    public final @Nullable String url;
    public final @Nullable Integer status;
    public final @Nullable Integer thread;
    public final Moment startedAt;
    public final @Nullable Integer stack;
    public final Body body;

    private ExchangeEntry(Draft draft) {
        this.id = draft.id;
        this.connection = draft.connection;
        this.method = draft.method;
        this.url = draft.url;
        this.status = draft.status;
        this.thread = draft.thread;
        this.startedAt = draft.startedAt;
        this.stack = draft.stack;
        this.body = draft.body;
    }

    public static final class Body {
        /** none, open, read-to-eof, read-to-eof-not-closed, closed-early or abandoned. */
        public final String state;
        /** content-length, chunked, until-close or none. */
        public final @Nullable String framing;

        public final @Nullable Long bytesRead;
        public final @Nullable Long length;
        public final @Nullable Moment lastProgressAt;

        public Body(
                String state,
                @Nullable String framing,
                @Nullable Long bytesRead,
                @Nullable Long length,
                @Nullable Moment lastProgressAt) {
            this.state = state;
            this.framing = framing;
            this.bytesRead = bytesRead;
            this.length = length;
            this.lastProgressAt = lastProgressAt;
        }
    }

    /** Mutable; lives as long as one report is put together, on one thread. */
    public static final class Draft {
        private final String id;
        private final Moment startedAt;
        private final Body body;
        public @Nullable String connection;
        public @Nullable String method;
        public @Nullable String url;
        public @Nullable Integer status;
        public @Nullable Integer thread;
        public @Nullable Integer stack;

        public Draft(String id, Moment startedAt, Body body) {
            this.id = id;
            this.startedAt = startedAt;
            this.body = body;
        }

        public ExchangeEntry finish() {
            return new ExchangeEntry(this);
        }
    }
}
