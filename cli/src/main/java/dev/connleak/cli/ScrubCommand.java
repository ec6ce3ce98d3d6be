package dev.connleak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.contract.Scrubber;
import dev.connleak.cli.contract.Trees;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak scrub FILE}: a report that may be shown to others. */
@Command(
        name = "scrub",
        header = "Takes names out of a report, for sharing it.",
        description = {
            "",
            "Removes hosts, addresses, paths of URLs, labels, names of threads, the process id, the values of options, what "
                    + "the agent says of its problems, and every key that the schema does not know. Fingerprints, counts, "
                    + "times, classes and methods stay: look at them before you share the file.",
            "",
            "Example: connleak scrub report.json --output to-share.json"
        },
        exitCodeList = {
            "0:done",
            "2:wrong usage",
            "3:the file can't be read or is no report, or the output can't be written",
            "70:a fault of connleak's own"
        })
final class ScrubCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A report.")
    private Path file = Path.of("");

    @Option(names = "--output", paramLabel = "FILE", description = "Write it here instead of to stdout.")
    private @Nullable Path output;

    @Option(names = "--json", description = "As always: a report is JSON.")
    @SuppressWarnings("unused") // There is nothing else to print.
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        new ReportReader().read(file);
        JsonNode tree = Trees.read(file);
        if (tree == null) {
            throw new IllegalStateException(file + " was a report a moment ago");
        }
        String text = SafeText.json(new Scrubber().scrubbed(tree).toPrettyString()) + "\n";
        if (output == null) {
            spec.commandLine().getOut().print(text);
            return ExitCode.CLEAN.number();
        }
        try {
            Files.writeString(output, text);
        } catch (IOException e) {
            throw new FileNotWrittenException(output, e);
        }
        spec.commandLine().getOut().println("Wrote " + SafeText.line(output.toString()) + ".");
        return ExitCode.CLEAN.number();
    }
}
