package dev.connleak.cli.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of the stack table, innermost frame first; its frames stand in many stacks, and in memory once. */
record Frames(List<@Nullable String> frames) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Frames(@JsonDeserialize(contentUsing = Strings.Deserializer.class) List<@Nullable String> frames) {
        this.frames = frames;
    }
}
