package dev.connleak.cli;

import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.ReportPage;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak report FILE…}: the page to read at three in the morning. */
@Command(
        name = "report",
        header = "Shows reports as text: what leaks, where, since when, and what to do.",
        description = {
            "",
            "Several files are shown one after the other. A file that can't be used is named at the end, the others are "
                    + "shown all the same.",
            "",
            "Example: connleak report leaks/connleak-web1-4711-20261121T031200.json"
        },
        exitCodeList = {"0:the reports were shown, whatever they say", "3:a file can't be read or is no report"})
final class ReportCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Reports that the agent wrote.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print the JSON of the report; of several reports, an array.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        ReportReader reader = new ReportReader();
        List<ReportFile> reports = new ArrayList<>();
        List<ReportException> failures = new ArrayList<>();
        for (Path file : files) {
            try {
                reports.add(reader.read(file));
            } catch (ReportException e) {
                failures.add(e);
            }
        }
        if (json) {
            printJson(reports);
        } else {
            reports.forEach(this::print);
        }
        failures.forEach(failure -> Main.complain(spec.commandLine(), failure));
        return failures.isEmpty() ? ExitCode.CLEAN.number() : ExitCode.UNUSABLE_FILE.number();
    }

    private void print(ReportFile file) {
        Page page = new Page(out(), spec.commandLine().getColorScheme());
        if (files.size() > 1) {
            page.text(0, "=== " + file.path() + " ===", Style.bold);
        }
        new ReportPage(page).print(file.report());
        if (files.size() > 1) {
            page.blank();
        }
    }

    private void printJson(List<ReportFile> reports) {
        String text = reports.stream()
                .map(report -> SafeText.json(text(report.path()).strip()))
                .collect(Collectors.joining(",\n"));
        out().print(files.size() > 1 ? "[" + text + "]\n" : text.isEmpty() ? "" : text + "\n");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
