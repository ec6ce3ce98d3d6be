package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** One of the eight cells of the keep-alive table; null where the agent could not tell. */
public record Cell(
        @Nullable String keepAlive,
        @Nullable Boolean readToEof,
        @Nullable Boolean closed) {}
