package dev.connleak.report;

import org.jspecify.annotations.Nullable;

/** A thread that something in the report refers to; {@code state} and {@code stack} are null once it is gone. */
public final class ThreadEntry {
    public final String name;
    public final String id;
    public final boolean virtual;
    public final @Nullable String state;
    public final @Nullable Integer stack;

    public ThreadEntry(String name, String id, boolean virtual, @Nullable String state, @Nullable Integer stack) {
        this.name = name;
        this.id = id;
        this.virtual = virtual;
        this.state = state;
        this.stack = stack;
    }
}
