package dev.connleak.cli;

import dev.connleak.cli.judge.Judge;
import dev.connleak.cli.judge.Known;
import dev.connleak.cli.judge.KnownCause;
import dev.connleak.cli.judge.KnownFile;
import dev.connleak.cli.judge.Unseen;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak baseline prune FILE…|DIR}: takes out what was mended. */
@Command(
        name = "prune",
        header = "Takes causes out of the list that no longer leak.",
        description = {
            "",
            "A cause is taken out only where these reports prove that its line ran: its client was watched, and another "
                    + "cause stands at the same line. A line that is without fault now is in no report, so whether it "
                    + "was mended or was not run can't be told: such entries stay, and are listed. Take those out by "
                    + "hand that you know to be mended; the list has one line for each. Without --yes it only says what "
                    + "it would do.",
            "",
            "Example: connleak baseline prune leaks/ --yes"
        },
        exitCodeList = {
            "0:done, or said what would be done",
            "2:wrong usage",
            "3:a report or the list can't be read, or the list can't be written; nothing was changed",
            "4:there are no reports",
            "70:a fault of connleak's own"
        })
final class BaselinePruneCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Reports, or directories that hold them.")
    private List<Path> paths = List.of();

    @Option(names = "--baseline", paramLabel = "FILE", description = "The list. Default: the nearest one upward.")
    private @Nullable Path baseline;

    @Option(names = "--yes", description = "Change the list.")
    private boolean yes;

    @Option(names = "--json", description = "Print what is taken out as JSON.")
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
        List<KnownCause> entries = KnownFile.BASELINE.read(file);
        List<Unseen> unseen = Judge.unseen(reading.merged(), Known.baseline(entries));
        List<KnownCause> mended =
                unseen.stream().filter(Unseen::exercised).map(Unseen::cause).toList();
        if (yes && !mended.isEmpty()) {
            ListChange.write(
                    KnownFile.BASELINE,
                    file,
                    entries.stream().filter(entry -> !mended.contains(entry)).toList());
        }
        if (json) {
            spec.commandLine().getOut().print(KnownFile.BASELINE.text(mended));
            return ExitCode.CLEAN.number();
        }
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        mended.forEach(entry -> page.text(0, "- " + entry.subject()));
        unseen.stream()
                .filter(entry -> !entry.exercised())
                .forEach(entry -> page.text(0, "? " + entry.cause().subject()));
        int kept = unseen.size() - mended.size();
        if (kept > 0) {
            page.text(0, "Not exercised by these reports, and kept: " + Words.count(kept, "cause") + ".");
        }
        page.text(
                0,
                (yes
                                ? "Took " + Words.count(mended.size(), "cause") + " out of "
                                : "Would take " + Words.count(mended.size(), "cause") + " out of ")
                        + file
                        + (yes || mended.isEmpty() ? "." : "; --yes does it."));
        return ExitCode.CLEAN.number();
    }
}
