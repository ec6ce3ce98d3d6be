package dev.connleak.report;

import org.jspecify.annotations.Nullable;

/** One of the eight cells of the table in which an exchange can land; null where a hook to tell is missing. */
public final class Cell {
    public final @Nullable Boolean keepAlive;
    public final @Nullable Boolean readToEof;
    public final @Nullable Boolean closed;

    public Cell(@Nullable Boolean keepAlive, @Nullable Boolean readToEof, @Nullable Boolean closed) {
        this.keepAlive = keepAlive;
        this.readToEof = readToEof;
        this.closed = closed;
    }

    /** How many exchanges of one client landed in a cell. */
    public static final class Count {
        public final @Nullable String client;
        public final Cell cell;
        public final long exchanges;

        public Count(@Nullable String client, Cell cell, long exchanges) {
            this.client = client;
            this.cell = cell;
            this.exchanges = exchanges;
        }
    }
}
