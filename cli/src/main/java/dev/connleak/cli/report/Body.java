package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** How far a response body came. */
public record Body(
        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String state,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String framing,

        @Nullable Long bytesRead,
        @Nullable Long length) {}
