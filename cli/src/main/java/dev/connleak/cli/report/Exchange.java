package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** One request and its response; only the fields that a command shows. */
public record Exchange(
        @Nullable String id,
        @Nullable String connection,
        @Nullable String method,
        @Nullable String url,
        @Nullable Integer status,
        @Nullable Integer thread,
        @Nullable String startedAt,
        @Nullable Body body) {}
