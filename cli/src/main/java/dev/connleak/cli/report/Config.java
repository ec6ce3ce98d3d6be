package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;

/** What was wrong with the agent's options. */
public record Config(
        @JsonDeserialize(contentUsing = LooseText.class) List<String> problems) {

    public Config {
        problems = Absent.asEmpty(problems);
    }
}
