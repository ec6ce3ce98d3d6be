package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** When the report was written and for how long the JVM had been watched. */
public record Time(
        @Nullable String at,
        @Nullable Long jvmUptimeMillis,
        @Nullable Long watchedMillis,
        @Nullable String mode) {}
