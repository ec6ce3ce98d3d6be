package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** When the report was written, also in milliseconds since the agent's start, and for how long the JVM had been watched. */
public record Time(
        @Nullable String at,
        @Nullable Long atMillis,
        @Nullable Long jvmUptimeMillis,
        @Nullable Long watchedMillis,
        @Nullable String mode) {}
