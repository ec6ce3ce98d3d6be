package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** What went through the watched clients. */
public record Totals(
        @Nullable Long pools,
        @Nullable Long connectionsOpened,
        @Nullable Long connectionsOpen,
        @Nullable Long exchanges,
        @Nullable Long exchangesOnReusedConnection) {}
