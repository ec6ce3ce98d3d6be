package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** The last time a thread did something with the connection. */
public record Touch(
        @Nullable Integer thread,
        @Nullable Integer stack,
        @Nullable String at) {}
