package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** How often a stack of the stack table was seen. */
public record StackCount(@Nullable Integer stack, @Nullable Long count) {}
