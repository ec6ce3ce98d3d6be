package dev.connleak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.connleak.cli.attach.RunningJvm;
import dev.connleak.cli.attach.RunningJvms;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.page.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak list}: the JVMs that a command can be sent to. */
@Command(
        name = "list",
        header = "Lists the running JVMs of this user.",
        description = {
            "",
            "The other commands take the PID, the main class with or without its package, or the jar's file name. A JVM "
                    + "started with -XX:-UsePerfData does not show itself; they reach it by its PID all the same.",
            "",
            "Example: connleak list",
            "         connleak list --json"
        },
        exitCodeList = {
            "0:the JVMs were listed, even if there are none",
            "2:wrong usage",
            "70:a fault of connleak's own"
        })
final class ListCommand implements Callable<Integer> {

    private static final int[] WIDTHS = {9, 13, 58};

    @Option(names = "--json", description = "Print them as a JSON array.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        List<RunningJvm> jvms = RunningJvms.all();
        if (json) {
            spec.commandLine().getOut().println(json(jvms));
            return ExitCode.CLEAN.number();
        }
        if (jvms.isEmpty()) {
            page.text(0, "No other JVM of this user is running.");
            return ExitCode.CLEAN.number();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PID", "Java", "Main class"));
        jvms.forEach(jvm -> rows.add(List.of(
                Long.toString(jvm.pid()), Words.orUnknown(jvm.javaVersion()), Words.orUnknown(jvm.mainClass()))));
        page.table(WIDTHS, rows);
        return ExitCode.CLEAN.number();
    }

    private static String json(List<RunningJvm> jvms) {
        try {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            return SafeText.json(mapper.writeValueAsString(jvms));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values could not be written", e);
        }
    }
}
