package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** A thread of the thread table. */
public record ThreadInfo(
        @Nullable String name,
        @Nullable String id,
        @Nullable Boolean virtual,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String state,

        @Nullable Integer stack) {}
