package dev.connleak.cli;

import dev.connleak.cli.judge.Entry;
import dev.connleak.cli.judge.KnownFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What the commands that change the baseline or the suppressions have in common. */
final class ListChange {

    private ListChange() {}

    /** Nothing is changed by half the truth: a file that can't be read, or no report at all, ends the command. */
    static ExitCode refusal(CommandLine commandLine, Reading reading) {
        reading.unusable().forEach(line -> Main.say(commandLine, line));
        if (!reading.unusable().isEmpty()) {
            return ExitCode.UNUSABLE_FILE;
        }
        reading.empty().forEach(line -> Main.say(commandLine, line));
        return reading.empty().isEmpty() ? ExitCode.CLEAN : ExitCode.COULD_NOT_LOOK;
    }

    /** The file that was named, or the nearest one, or the one to be made here. */
    static <E extends Entry> Path file(KnownFile<E> list, @Nullable Path named) {
        if (named != null) {
            return named;
        }
        Path nearest = list.upwardFrom(Repository.working());
        return nearest == null ? list.in(Repository.working()) : nearest;
    }

    static <E extends Entry> void write(KnownFile<E> list, Path file, List<E> entries) {
        try {
            list.write(file, entries);
        } catch (IOException e) {
            throw new FileNotWrittenException(file, e);
        }
    }
}
