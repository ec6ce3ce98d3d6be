package dev.connleak.cli;

import dev.connleak.cli.page.CellTable;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.table.BodySize;
import dev.connleak.cli.table.Comparison;
import dev.connleak.cli.table.ForkedMeter;
import dev.connleak.cli.table.Measured;
import dev.connleak.cli.table.Meter;
import dev.connleak.cli.table.Treatment;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak table}: what becomes of a connection, by what is done with the response. */
@Command(
        name = "table",
        header = "Measures what becomes of connections, by what is done with a response.",
        description = {
            "",
            "Eight cells: with keep-alive or without, the body read to its end or not, and closed or not. A client runs "
                    + "in a JVM of its own with the agent, a server in another; each cell is a method of that client.",
            "",
            "Example: connleak table --all"
        },
        exitCodeList = {
            "0:everything is as expected",
            "1:something differs",
            "2:wrong usage",
            "4:it could not be measured",
            "70:a fault of connleak's own"
        })
final class TableCommand implements Callable<Integer> {

    private final Meter meter;

    @Option(names = "--all", description = "Measure reuse, the idle timeout and cancellation as well.")
    private boolean all;

    @Option(names = "--json", description = "Print the measurements as JSON.")
    private boolean json;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "small",
            description = "Of a body: small (13 B) or large (4 MiB). Default: ${DEFAULT-VALUE}.")
    private BodySize size = BodySize.small;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    TableCommand() {
        this(new ForkedMeter());
    }

    TableCommand(Meter meter) {
        this.meter = meter;
    }

    @Override
    public Integer call() {
        Measured measured = meter.measure(size, Treatment.all(all));
        Comparison comparison = Comparison.of(size, measured);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(new TableJson(comparison).text());
        } else {
            new CellTable(new Page(out, spec.commandLine().getColorScheme())).print(comparison);
        }
        return (comparison.matches() ? ExitCode.CLEAN : ExitCode.FOUND).number();
    }
}
