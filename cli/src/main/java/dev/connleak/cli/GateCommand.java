package dev.connleak.cli;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.page.FindingBlock;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.Words;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak gate FILE…|DIR}: fails a build on leaks, and on not having been able to look for them. */
@Command(
        name = "gate",
        header = "Fails (exit code 1) when reports show leaks.",
        description = {
            "",
            "Reads all reports, or all *.json of a directory, shows each cause at or above the thresholds once, and ends "
                    + "with PASS or FAIL. Silence is no success: where connleak could not look, the exit code is 4. All reports are read and shown; the exit code is the first that applies of 70, 2, 3, 1, 4, 0.",
            "",
            "Example: connleak gate leaks/ --expect-traffic"
        },
        exitCodeList = {
            "0:nothing to complain about",
            "1:findings at or above --fail-on and --severity",
            "2:wrong usage",
            "3:a file can't be read, is cut short, is no report, or is of an unknown schema",
            "4:could not look: no reports, a report that is not complete, the agent off, its self-test failed, a client "
                    + "that can't be judged, or no exchange under --expect-traffic",
            "70:a fault of connleak's own"
        })
final class GateCommand implements Callable<Integer> {

    /** These lie beside the reports and are none. */
    private static final Set<String> NOT_REPORTS = Set.of("connleak-baseline.json", "connleak-suppressions.json");

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Reports, or directories that hold them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "GRADE",
            defaultValue = "likely",
            description = "The weakest grade that fails: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Threshold.Grade failOn = Threshold.Grade.likely;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "leak",
            description = "The least severity that fails: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Threshold.Severity severity = Threshold.Severity.leak;

    @Option(names = "--allow-partial", description = "Accept clients that were used but can't be judged.")
    private boolean allowPartial;

    @Option(names = "--expect-traffic", description = "Fail with 4 when no report saw an exchange.")
    private boolean expectTraffic;

    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        ReportReader reader = new ReportReader();
        List<ReportFile> reports = new ArrayList<>();
        List<String> blind = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (Path path : paths) {
            List<Path> files = List.of(path);
            if (Files.isDirectory(path)) {
                int unusableBefore = unusable.size();
                files = reportsIn(path, unusable);
                if (files.isEmpty() && unusable.size() == unusableBefore) {
                    blind.add(path + ": the directory holds no reports (*.json); was the agent started with report="
                            + path + "?");
                }
            }
            for (Path file : files) {
                try {
                    reports.add(reader.read(file));
                } catch (ReportException e) {
                    unusable.add(String.valueOf(e.getMessage()));
                }
            }
        }
        Verdict verdict =
                Verdict.of(reports, new Threshold(failOn, severity), allowPartial, expectTraffic, blind, unusable);
        if (json) {
            spec.commandLine().getOut().print(new VerdictJson(verdict).text());
        } else {
            print(verdict);
        }
        return verdict.exitCode().number();
    }

    private static List<Path> reportsIn(Path directory, List<String> unusable) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.json")) {
            for (Path entry : entries) {
                if (!NOT_REPORTS.contains(String.valueOf(entry.getFileName()))) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            unusable.add(directory + " can't be read (" + e.getClass().getSimpleName()
                    + "): run connleak as a user who may");
        }
        files.sort(null);
        return files;
    }

    private void print(Verdict verdict) {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        for (Verdict.Cause cause : verdict.failing()) {
            new FindingBlock(page).print("FAIL", Cause.of(cause.file().report(), cause.finding()));
            page.field("report", cause.file().path().toString());
            if (!cause.alsoIn().isEmpty()) {
                page.field(
                        "and in",
                        cause.alsoIn().stream()
                                .map(file -> file.path().toString())
                                .collect(Collectors.joining(", ")));
            }
            page.blank();
        }
        verdict.unusable().forEach(text -> page.text(0, "Can't use: " + text));
        verdict.blind().forEach(text -> page.text(0, "Could not look: " + text));
        page.text(0, judged(verdict));
        if (verdict.ignored() + verdict.below() > 0) {
            page.text(
                    0,
                    "Not counted: " + Words.count(verdict.ignored(), "finding") + " ignored by the agent's option, "
                            + verdict.below() + " below --fail-on or --severity.");
        }
        boolean pass = verdict.exitCode() == ExitCode.CLEAN;
        page.text(0, lastLine(verdict), Style.bold, pass ? Style.fg_green : Style.fg_red);
    }

    private static String judged(Verdict verdict) {
        String clients = verdict.clients().isEmpty() ? "" : " (" + String.join(", ", verdict.clients()) + ")";
        return "Judged " + Words.count(verdict.reports(), "report") + " of " + Words.count(verdict.jvms(), "JVM") + ": "
                + Words.count(verdict.exchanges(), "exchange") + " of "
                + Words.count(verdict.clients().size(), "client") + clients + ".";
    }

    static String lastLine(Verdict verdict) {
        int code = verdict.exitCode().number();
        return switch (verdict.exitCode()) {
            case CLEAN -> "PASS: nothing at or above the thresholds.";
            case FOUND ->
                "FAIL (" + code + "): " + Words.count(verdict.failing().size(), "cause")
                        + " at or above the thresholds.";
            case COULD_NOT_LOOK -> "FAIL (" + code + "): could not look, see above.";
            case UNUSABLE_FILE ->
                "FAIL (" + code + "): " + Words.count(verdict.unusable().size(), "file") + " can't be used, see above.";
            case USAGE, FAULT -> throw new IllegalStateException("no verdict ends with " + verdict.exitCode());
        };
    }
}
