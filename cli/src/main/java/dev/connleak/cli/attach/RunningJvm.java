package dev.connleak.cli.attach;

import org.jspecify.annotations.Nullable;

/** A JVM that could be attached to. Its arguments are left out: they may hold secrets. */
public record RunningJvm(
        long pid, @Nullable String javaVersion, @Nullable String mainClass) {}
