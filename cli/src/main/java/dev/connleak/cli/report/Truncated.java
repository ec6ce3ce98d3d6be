package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** A table that was cut. */
public record Truncated(
        @Nullable String table,
        @Nullable Long kept,
        @Nullable Long total) {}
