package dev.connleak.cli.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The first application frame above the client and its wrapper libraries. */
public record Site(
        @JsonProperty("class") @Nullable String className,
        @Nullable String method,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable String fingerprint) {}
