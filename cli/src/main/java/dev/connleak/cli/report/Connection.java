package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** One connection; only the fields that a command shows. */
public record Connection(@Nullable String id, @Nullable String tcpState) {}
