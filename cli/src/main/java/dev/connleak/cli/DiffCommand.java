package dev.connleak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.judge.Difference;
import dev.connleak.cli.judge.Difference.Change;
import dev.connleak.cli.judge.Difference.Way;
import dev.connleak.cli.page.FindingBlock;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.page.Words;
import dev.connleak.cli.report.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak diff A B}: what changed between two reports, or two directories of them. */
@Command(
        name = "diff",
        header = "Shows which causes are new, gone, grown or shrunk.",
        description = {
            "",
            "Compares two reports, or two directories of reports that are added up. A cause is the same where its path is, "
                    + "whatever the lines; grown and shrunk are told by its count. What the agent's option ignore= marked "
                    + "is shown and not counted as new.",
            "",
            "Example: connleak diff before.json after.json",
            "Example: connleak diff leaks-monday/ leaks-tuesday/ --json"
        },
        exitCodeList = {
            "0:no cause is new",
            "1:there are new causes",
            "2:wrong usage",
            "3:a file can't be read or is no report",
            "4:a directory holds no reports",
            "70:a fault of connleak's own"
        })
final class DiffCommand implements Callable<Integer> {

    private static final int MARK = 3;

    @Parameters(index = "0", paramLabel = "A", description = "A report, or a directory of reports: before.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "A report, or a directory of reports: after.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print the changes as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Reading first = Reading.of(List.of(before), spec.commandLine());
        Reading second = Reading.of(List.of(after), spec.commandLine());
        Difference difference = Difference.of(first.merged(), second.merged());
        List<String> unusable = Stream.concat(first.unusable().stream(), second.unusable().stream())
                .toList();
        List<String> empty =
                Stream.concat(first.empty().stream(), second.empty().stream()).toList();
        if (json) {
            spec.commandLine().getOut().print(text(difference));
        } else if (unusable.isEmpty()) {
            print(difference);
        }
        unusable.forEach(line -> Main.say(spec.commandLine(), line));
        empty.forEach(line -> Main.say(spec.commandLine(), line));
        if (!unusable.isEmpty()) {
            return ExitCode.UNUSABLE_FILE.number();
        }
        boolean found = difference.of(Way.NEW).stream()
                .anyMatch(change -> !change.cause().finding().markedIgnored());
        if (!empty.isEmpty()) {
            return found ? ExitCode.FOUND.number() : ExitCode.COULD_NOT_LOOK.number();
        }
        return found ? ExitCode.FOUND.number() : ExitCode.CLEAN.number();
    }

    private void print(Difference difference) {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        for (Way way : List.of(Way.NEW, Way.GROWN, Way.SHRUNK, Way.GONE)) {
            for (Change change : difference.of(way)) {
                Finding finding = change.cause().finding();
                page.text(0, line(change), style(way));
                page.text(MARK, FindingBlock.site(finding.site()));
                page.text(MARK, Words.orUnknown(finding.client()) + ", " + finding.fingerprint());
            }
        }
        page.text(
                0,
                difference.of(Way.NEW).size() + " new, "
                        + difference.of(Way.GROWN).size() + " grown, "
                        + difference.of(Way.SHRUNK).size() + " shrunk, "
                        + difference.of(Way.GONE).size() + " gone, "
                        + difference.of(Way.SAME).size() + " as before.");
    }

    private static String line(Change change) {
        Finding finding = change.cause().finding();
        return change.way().name().toLowerCase(Locale.ROOT) + ": " + finding.kind() + ", "
                + finding.grade() + ", " + Words.number(change.countBefore()) + " → "
                + Words.number(change.countAfter())
                + (finding.markedIgnored() ? " (ignored by the agent's option ignore=)" : "");
    }

    private static Style style(Way way) {
        return switch (way) {
            case NEW, GROWN -> Style.fg_red;
            case SHRUNK, GONE -> Style.fg_green;
            case SAME -> Style.reset;
        };
    }

    private static String text(Difference difference) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (Way way : Way.values()) {
            ArrayNode changes = root.putArray(way.name().toLowerCase(Locale.ROOT));
            difference.of(way).forEach(change -> add(changes.addObject(), change));
        }
        return SafeText.json(root.toPrettyString()) + "\n";
    }

    private static void add(ObjectNode node, Change change) {
        Finding finding = change.cause().finding();
        node.put("fingerprint", finding.fingerprint());
        node.put("kind", finding.kind());
        node.put("severity", finding.severity());
        node.put("grade", finding.grade());
        node.put("client", finding.client());
        node.putPOJO("site", finding.site());
        node.put("countBefore", change.before() == null ? null : change.countBefore());
        node.put("countAfter", change.after() == null ? null : change.countAfter());
        node.put("ignored", finding.markedIgnored());
    }
}
