package dev.connleak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.contract.Schema;
import dev.connleak.cli.contract.Trees;
import dev.connleak.cli.contract.Validator;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.page.Words;
import dev.connleak.cli.report.ReportReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak validate FILE}: does a file keep its contract? */
@Command(
        name = "validate",
        header = "Checks a report, a baseline or suppressions by their schema.",
        description = {
            "",
            "Says what is wrong and where, twenty places at most. The file itself says what it is, under \"$schema\".",
            "",
            "Example: connleak validate leaks/connleak-web1-4711-20261121T031200.json"
        },
        exitCodeList = {
            "0:the file keeps its schema",
            "2:wrong usage",
            "3:it does not, can't be read, or is no file of connleak's",
            "70:a fault of connleak's own"
        })
final class ValidateCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    @Parameters(paramLabel = "FILE", description = "A report, a baseline, or suppressions.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode tree = Trees.read(file);
        Schema schema = tree == null ? null : Schema.namedBy(tree);
        if (tree == null || schema == null) {
            // It says why the file is no report; should it be one all the same, it has no name.
            new ReportReader().read(file);
            schema = Schema.report;
            tree = tree == null ? new ObjectMapper().createObjectNode() : tree;
        }
        List<String> violations = new Validator(schema).violations(tree);
        if (json) {
            print(schema, violations);
        } else {
            print(violations, schema);
        }
        return violations.isEmpty() ? ExitCode.CLEAN.number() : ExitCode.UNUSABLE_FILE.number();
    }

    private void print(List<String> violations, Schema schema) {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        violations.stream().limit(SHOWN).forEach(line -> page.text(0, line));
        if (violations.size() > SHOWN) {
            page.text(0, "… and more");
        }
        page.text(
                0,
                violations.isEmpty()
                        ? file + " keeps the schema of a connleak " + schema + "."
                        : file + " does not keep the schema of a connleak " + schema + ": "
                                + Words.count(violations.size(), "place") + ".");
    }

    private void print(Schema schema, List<String> violations) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("valid", violations.isEmpty());
        root.put("schema", schema.name());
        ArrayNode array = root.putArray("violations");
        violations.forEach(array::add);
        spec.commandLine().getOut().println(SafeText.json(root.toPrettyString()));
    }
}
