package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** A thread that holds what is missing, and where it stands now. */
public record Holder(@Nullable Integer thread, @Nullable Integer stack) {}
