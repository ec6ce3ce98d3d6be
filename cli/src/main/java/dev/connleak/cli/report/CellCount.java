package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** How many exchanges of one client ended in one of the eight cells. */
public record CellCount(
        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String client,

        @JsonDeserialize(using = Strings.Deserializer.class) @Nullable
        String keepAlive,

        @Nullable Boolean readToEof,
        @Nullable Boolean closed,
        @Nullable Long exchanges) {}
