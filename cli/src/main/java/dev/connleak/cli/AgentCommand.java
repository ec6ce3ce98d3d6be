package dev.connleak.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.attach.AgentJar;
import dev.connleak.cli.page.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak agent}: writes the agent jar and the line that starts a JVM with it. */
@Command(
        name = "agent",
        header = "Writes connleak-agent.jar and shows how to start a JVM with it.",
        description = {"", "Example: connleak agent /opt/connleak"},
        exitCodeList = {
            "0:the jar was written",
            "2:wrong usage",
            "3:it can't be written there",
            "70:a fault of connleak's own"
        })
final class AgentCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where to put it; made if absent. Default: the working directory.")
    private Path directory = Path.of(".");

    @Option(names = "--json", description = "Print the file and the option as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = directory.resolve("connleak-agent.jar").toAbsolutePath().normalize();
        boolean replaced = Files.exists(file);
        try {
            Files.createDirectories(directory);
            new AgentJar().writeTo(file);
        } catch (IOException e) {
            throw new FileNotWrittenException(file, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            String text = new ObjectMapper()
                    .createObjectNode()
                    .put("file", file.toString())
                    .put("replaced", replaced)
                    .put("option", option(file.toString()))
                    .toPrettyString();
            out.println(SafeText.json(text));
            return ExitCode.CLEAN.number();
        }
        String path = SafeText.line(file.toString());
        out.println((replaced ? "Replaced " : "Wrote ") + path + ". Start the JVM with this option:");
        out.println();
        out.println("    " + (path.indexOf(' ') < 0 ? option(path) : "\"" + option(path) + "\""));
        return ExitCode.CLEAN.number();
    }

    private static String option(String path) {
        return "-javaagent:" + path + "=report=leaks/";
    }
}
