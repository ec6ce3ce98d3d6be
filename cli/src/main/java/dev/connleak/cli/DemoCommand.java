package dev.connleak.cli;

import dev.connleak.cli.demo.Backend;
import dev.connleak.cli.demo.OrderService;
import dev.connleak.cli.launch.ChildJvm;
import dev.connleak.cli.launch.Deadline;
import dev.connleak.cli.launch.Workbench;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.page.MergedJson;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.ReportPage;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak demo}: an application that leaks, the agent in it, and its report. */
@Command(
        name = "demo",
        header = "Runs a small service that leaks, and shows what the agent says.",
        description = {
            "",
            "The service runs in a JVM of its own with the agent. It uses three HTTP clients; each leaks in one place "
                    + "and is used correctly in another. Everything stays on this machine, and nothing stays behind.",
            "",
            "Example: connleak demo"
        },
        exitCodeList = {
            "0:the report was shown",
            "2:wrong usage",
            "3:the report can't be written to --output",
            "4:the service could not be run to its end",
            "70:a fault of connleak's own"
        })
final class DemoCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Option(names = "--output", paramLabel = "FILE", description = "Keep the report in this file.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print the report's page as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requireWritable();
        ReportFile report = report();
        Merged merged = Merged.of(report.path(), report.report());
        if (json) {
            new MergedJson(merged).write(spec.commandLine().getOut());
        } else {
            new ReportPage(new Page(
                            spec.commandLine().getOut(), spec.commandLine().getColorScheme()))
                    .print(merged, Integer.MAX_VALUE, null);
        }
        spec.commandLine().getOut().flush();
        say(0, "");
        say(0, "That was the page of connleak report. For a JVM of yours: connleak agent");
        return ExitCode.CLEAN.number();
    }

    /** Before a service runs for half a minute, whose report would then have no place. */
    private void requireWritable() {
        if (output != null && (Files.isDirectory(output) || !Files.isWritable(place(output)))) {
            throw new FileNotWrittenException(output, new AccessDeniedException(output.toString()));
        }
    }

    /** The file, or the directory that it would be made in. */
    private static Path place(Path file) {
        return Files.exists(file)
                ? file
                : Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    }

    private ReportFile report() throws IOException {
        try (Workbench bench = Workbench.open();
                Backend backend = Backend.start()) {
            Deadline deadline = Deadline.in(DEADLINE);
            say(
                    0,
                    "An order service starts in a JVM of its own. It asks a backend at " + backend.uri()
                            + " through three HTTP clients, each of which leaks in one method:");
            say(3, "java " + bench.agentOption());
            say(8, "-cp connleak.jar " + OrderService.class.getName());
            ChildJvm service = bench.startWatched(
                    "the order service",
                    OrderService.class,
                    List.of(backend.uri().toString()));
            service.nextLine(deadline);
            say(0, "All orders are taken. The service ends, and the agent writes its report.");
            say(0, "");
            service.end(deadline);
            if (output != null) {
                write(bench.report(), output);
            }
            return new ReportReader().read(bench.report());
        }
    }

    private void write(Path report, Path file) {
        try {
            Files.write(file, Files.readAllBytes(report));
        } catch (IOException e) {
            throw new FileNotWrittenException(file, e);
        }
        say(0, "Wrote " + file + ".");
    }

    /** What happens goes to stderr, at once: stdout is the report's page and nothing else. */
    private void say(int indent, String text) {
        PrintWriter err = spec.commandLine().getErr();
        new Page(err, spec.commandLine().getColorScheme()).text(indent, text);
        err.flush();
    }
}
