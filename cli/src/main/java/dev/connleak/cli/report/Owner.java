package dev.connleak.cli.report;

import org.jspecify.annotations.Nullable;

/** Whose code the site is. */
public record Owner(
        @Nullable String type,
        @Nullable String name,
        @Nullable String version) {}
