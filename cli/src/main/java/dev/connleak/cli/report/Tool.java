package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** Who wrote the report. */
public record Tool(@Nullable String name, @Nullable String version) {}
