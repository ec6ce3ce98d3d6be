package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** The watched JVM; {@code instance} tells two JVMs apart that had the same process id. */
public record Jvm(
        @Nullable String instance,
        @Nullable String startedAt,
        @Nullable Long pid,
        @Nullable String vendor,
        @Nullable String version,
        @Nullable String mainClass,
        @Nullable String host) {}
