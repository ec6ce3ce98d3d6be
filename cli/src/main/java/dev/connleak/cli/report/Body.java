package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** How far a response body came. */
public record Body(
        @Nullable String state,
        @Nullable String framing,

        @Nullable Long bytesRead,
        @Nullable Long length) {}
