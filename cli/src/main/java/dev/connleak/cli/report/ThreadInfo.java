package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** A thread of the thread table. */
public record ThreadInfo(
        @Nullable String name,
        @Nullable String id,
        @Nullable Boolean virtual,
        @Nullable String state,
        @Nullable Integer stack) {}
