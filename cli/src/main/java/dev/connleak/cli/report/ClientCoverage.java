package dev.connleak.cli.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How well one client was watched: its hooks, and whether leaks of it are judged at all. */
public record ClientCoverage(
        @Nullable String client,
        @Nullable String version,
        @Nullable String state,
        @Nullable String verdicts,
        @Nullable Boolean relocated,
        @Nullable Long exchanges,
        @JsonDeserialize(contentUsing = LooseText.class) List<String> missing) {

    public ClientCoverage {
        missing = Absent.asEmpty(missing);
    }

    /** Whether exchanges of this client were seen. */
    public boolean used() {
        return exchanges != null && exchanges > 0;
    }

    /** Whether leaks of this client are judged; anything but a plain "on" is no verdict. */
    public boolean judged() {
        return "on".equals(verdicts);
    }
}
