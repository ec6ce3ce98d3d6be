package dev.connleak.cli;

import dev.connleak.cli.contract.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak schema}: the contracts of the files, for the scripts of others. */
@Command(
        name = "schema",
        header = "Prints the JSON Schema of a report, or of another file of connleak's.",
        description = {"", "Example: connleak schema > report.schema.json", "Example: connleak schema baseline"},
        exitCodeList = {"0:the schema was printed", "2:wrong usage", "70:a fault of connleak's own"})
final class SchemaCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "report",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Schema schema = Schema.report;

    @Option(names = "--json", description = "As always: a schema is JSON.")
    @SuppressWarnings("unused") // There is nothing else to print.
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        String text = schema.text();
        spec.commandLine().getOut().print(text.endsWith("\n") ? text : text + "\n");
        return ExitCode.CLEAN.number();
    }
}
