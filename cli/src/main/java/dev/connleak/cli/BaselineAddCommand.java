package dev.connleak.cli;

import dev.connleak.cli.judge.KnownCause;
import dev.connleak.cli.judge.KnownFile;
import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak baseline add FILE…|DIR}: takes what reports show as known. */
@Command(
        name = "add",
        header = "Takes what reports show as known.",
        description = {
            "",
            "Adds every cause of the reports that is not in the list yet, whatever its grade; entries that are there keep "
                    + "their notes. Without a list, one is made in the working directory.",
            "",
            "Example: connleak baseline add leaks/ --note \"before the gate, see ORD-17\""
        },
        exitCodeList = {
            "0:the list holds what the reports show",
            "2:wrong usage",
            "3:a report or the list can't be read, or the list can't be written; nothing was changed",
            "4:there are no reports",
            "70:a fault of connleak's own"
        })
final class BaselineAddCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Reports, or directories that hold them.")
    private List<Path> paths = List.of();

    @Option(names = "--baseline", paramLabel = "FILE", description = "The list. Default: the nearest one upward.")
    private @Nullable Path baseline;

    @Option(names = "--note", paramLabel = "TEXT", description = "Goes into each new entry.")
    private @Nullable String note;

    @Option(names = "--json", description = "Print the new entries as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Reading reading = Reading.of(paths, spec.commandLine());
        ExitCode code = ListChange.refusal(spec.commandLine(), reading);
        if (code != ExitCode.CLEAN) {
            return code.number();
        }
        Path file = ListChange.file(KnownFile.BASELINE, baseline);
        List<KnownCause> entries = Files.exists(file) ? KnownFile.BASELINE.read(file) : List.of();
        List<KnownCause> added = new ArrayList<>();
        for (Cause cause : reading.merged().causes()) {
            if (entries.stream().noneMatch(entry -> entry.matches(cause))) {
                KnownCause entry = KnownCause.of(cause);
                added.add(note == null ? entry : entry.withNote(note));
            }
        }
        List<KnownCause> all = new ArrayList<>(entries);
        all.addAll(added);
        if (!added.isEmpty() || !Files.exists(file)) {
            ListChange.write(KnownFile.BASELINE, file, all);
        }
        if (json) {
            spec.commandLine().getOut().print(KnownFile.BASELINE.text(added));
        } else {
            Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
            added.forEach(entry -> page.text(0, "+ " + entry.subject()));
            page.text(
                    0,
                    "Added " + Words.count(added.size(), "cause") + " to " + file + ", which now has "
                            + Words.number((long) all.size()) + ".");
        }
        return ExitCode.CLEAN.number();
    }
}
