package dev.connleak.cli.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the baseline or of the suppressions. */
public interface Entry {

    /** What is wrong with it, or null: an entry that says too little would match too much. */
    @Nullable
    String flaw();

    /** Its place in the file. */
    List<@Nullable String> order();

    /** What it is about, for a line of text. */
    String subject();
}
