package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** A bug of a library that is known elsewhere. */
public record Known(
        @Nullable String id,
        @Nullable String link,
        @Nullable String fixedIn) {}
