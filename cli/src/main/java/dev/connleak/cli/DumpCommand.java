package dev.connleak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.Channel;
import dev.connleak.cli.page.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak dump PID|MAIN-CLASS}: asks the agent in a JVM for a report now. */
@Command(
        name = "dump",
        header = "Takes a report from a JVM that runs with the agent.",
        description = {
            "",
            "The report goes to stdout, what the agent says beside it to stderr.",
            "",
            "Example: connleak dump 4711 --output now.json && connleak report now.json",
            "         connleak dump orders.jar > now.json"
        },
        exitCodeList = {
            "0:the report was taken, whatever it says",
            "2:wrong usage, or several JVMs of that name",
            "3:the agent is of another version, or the file can't be written",
            "4:there is no such JVM, or it could not be reached, or runs without the agent",
            "70:a fault of connleak's own"
        })
final class DumpCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the report to this file instead.")
    private @Nullable Path output;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DumpCommand() {
        target = new TargetMixin();
    }

    DumpCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        Answer answer = target.ask(new AgentArgument("dump", List.of()));
        JsonNode report = answer.report();
        AnswerPrinter printer = target.printer(spec.commandLine());
        if (report == null) {
            return printer.print(answer);
        }
        if (output == null) {
            spec.commandLine().getOut().println(SafeText.json(report.toPrettyString()));
            return printer.printBeside(answer);
        }
        write(report, output);
        int code = printer.print(answer);
        spec.commandLine().getOut().println("Wrote " + SafeText.line(output.toString()) + ".");
        return code;
    }

    private static void write(JsonNode report, Path file) {
        try {
            Files.writeString(file, report.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new FileNotWrittenException(file, e);
        }
    }
}
