package dev.connleak.cli;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Grouping;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.page.CausePage;
import dev.connleak.cli.page.HtmlPage;
import dev.connleak.cli.page.MarkdownPage;
import dev.connleak.cli.page.MergedJson;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.ReportPage;
import dev.connleak.cli.page.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak report FILE…}: the page to read at three in the morning. */
@Command(
        name = "report",
        header = "Shows reports: what leaks, where, since when, and what to do.",
        description = {
            "",
            "Several files, or all *.json of a directory, become one page: of each JVM the latest report counts, JVMs are "
                    + "added up by cause, and earlier reports show how it went. A file that can't be used is named at the "
                    + "end, the others are shown all the same.",
            "",
            "Example: connleak report leaks/",
            "Example: connleak report leaks/ --cause 9f2c",
            "Example: connleak report leaks/ --by label:service",
            "Example: connleak report leaks/ --format html --output leaks.html"
        },
        exitCodeList = {
            "0:the reports were shown, whatever they say",
            "2:wrong usage, or --cause names no cause or several",
            "3:a file can't be read or written, or is no report of a known schema",
            "4:a directory holds no reports",
            "70:a fault of connleak's own"
        })
final class ReportCommand implements Callable<Integer> {

    /** Lower case, because these are the words of the command line. */
    enum Format {
        text,
        markdown,
        json,
        html
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Reports that the agent wrote, or directories that hold them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--cause",
            paramLabel = "ID",
            description =
                    "Go deep into one cause: stacks, holders, occurrences, timeline. The beginning of its id will do.")
    private @Nullable String cause;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "Add the causes up by host, client, route or label:NAME as well.")
    private @Nullable String by;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many causes are told in full. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file instead of to stdout.")
    private @Nullable Path output;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (by != null && !Grouping.possible(by)) {
            throw wrong("'" + by + "' is nothing to group by: host, client, route or label:NAME");
        }
        Reading reading = Reading.of(paths, spec.commandLine());
        if (!reading.merged().files().isEmpty()) {
            show(reading.merged());
        }
        PrintWriter err = spec.commandLine().getErr();
        reading.failures().forEach(failure -> Main.complain(spec.commandLine(), failure));
        reading.emptyDirectories()
                .forEach(directory -> err.println("connleak: " + SafeText.line(directory.toString())
                        + " holds no reports (*.json): was the agent started with report="
                        + SafeText.line(directory + "/")
                        + "?"));
        err.flush();
        if (!reading.failures().isEmpty()) {
            return ExitCode.UNUSABLE_FILE.number();
        }
        return reading.emptyDirectories().isEmpty() ? ExitCode.CLEAN.number() : ExitCode.COULD_NOT_LOOK.number();
    }

    private void show(Merged merged) {
        Cause deep = cause == null ? null : theCause(merged, cause);
        if (output == null) {
            try {
                show(
                        merged,
                        deep,
                        spec.commandLine().getOut(),
                        spec.commandLine().getColorScheme());
            } catch (IOException e) {
                throw new IllegalStateException("a PrintWriter does not throw", e);
            }
            return;
        }
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output))) {
            show(merged, deep, file, Help.defaultColorScheme(Ansi.OFF));
            if (file.checkError()) {
                throw new IOException("the file could not be written whole");
            }
        } catch (IOException e) {
            throw new FileNotWrittenException(output, e);
        }
    }

    private void show(Merged merged, @Nullable Cause deep, PrintWriter out, ColorScheme colours) throws IOException {
        Merged shown = deep == null ? merged : merged.only(deep);
        switch (json ? Format.json : format) {
            case text -> {
                Page page = new Page(out, colours);
                if (deep == null) {
                    new ReportPage(page).print(shown, top, by);
                } else {
                    new CausePage(page).print(shown, deep);
                }
            }
            case markdown -> new MarkdownPage(out).print(shown, top);
            case json -> new MergedJson(shown).write(out);
            case html -> new HtmlPage(shown).write(out);
        }
    }

    /** The one cause whose id begins so; with or without the prefix that says how it was made. */
    private Cause theCause(Merged merged, String id) {
        List<Cause> found = merged.causes().stream()
                .filter(some -> some.finding().fingerprint().startsWith(id)
                        || some.finding()
                                .fingerprint()
                                .substring(some.finding().fingerprint().indexOf(':') + 1)
                                .startsWith(id))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw wrong("no cause in these reports has an id that begins with '" + id
                    + "': connleak report shows their ids");
        }
        throw wrong(found.size() + " causes have an id that begins with '" + id + "', so say more of it: "
                + found.stream()
                        .limit(5)
                        .map(some -> some.finding().fingerprint())
                        .collect(Collectors.joining(", ")));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
