package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** Where the asynchronous work began that a thread of a client carried on. */
public record Submitter(@Nullable Integer stack) {}
