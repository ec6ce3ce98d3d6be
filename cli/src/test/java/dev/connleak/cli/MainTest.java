package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(
                        "report",
                        "gate",
                        "baseline",
                        "suppress",
                        "diff",
                        "schema",
                        "validate",
                        "scrub",
                        "list",
                        "attach",
                        "status",
                        "dump",
                        "watch",
                        "set",
                        "detach",
                        "agent",
                        "demo",
                        "table",
                        "doctor",
                        "Exit codes:",
                        "70");
    }

    @Test
    void versionTellsThoseOfTheCommandLineAndOfTheAgentInside() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out())
                .containsPattern("connleak \\d+\\.\\d+\\.\\d+")
                .containsPattern("agent \\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate", "baseline", "baseline add"})
    void everyCommandTellsTheSameVersions(String command) {
        String all = CommandRun.of("--version").out();

        CommandRun run = CommandRun.of((Object[]) (command + " --version").split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--nonsense", "reprot x.json"})
    void wrongUsageIsOneSentenceAndTwo(String line) {
        CommandRun run = CommandRun.of((Object[]) line.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("connleak: ").contains("See connleak --help.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void misspeltCommandIsCorrected() {
        assertThat(CommandRun.of("reprot").err()).contains("report");
    }

    @Test
    void stackTraceIsShownOnlyWhenAskedFor() {
        assertThat(CommandRun.of("report", "absent.json").err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("report", "absent.json", "--debug").err()).contains("\tat ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasExamplesAndCodesAndJsonInItsHelp(List<String> command) {
        CommandRun run = help(command);

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Example: connleak " + command.get(0))
                .contains("Exit codes:")
                .containsPattern("\n  2 +wrong usage")
                .containsPattern("\n  70 +a fault");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out().contains("--json")).isEqualTo(!command.equals(List.of("baseline")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void exampleIsNotBrokenSomewhereInside(List<String> command) {
        String help = help(command).out();

        for (String line : spec(command).usageMessage().description()) {
            if (line.startsWith("Example: ") || line.startsWith("   ")) {
                assertThat(help.lines()).as("what is copied from the help").contains(line);
            }
        }
    }

    static Stream<List<String>> commands() {
        return Stream.concat(
                Main.commandLine().getSubcommands().keySet().stream().map(List::of),
                Stream.of(List.of("baseline", "add"), List.of("baseline", "prune")));
    }

    private static CommandRun help(List<String> command) {
        return CommandRun.of(
                Stream.concat(command.stream(), Stream.of("--help")).toArray());
    }

    private static CommandSpec spec(List<String> command) {
        CommandLine at = Main.commandLine();
        for (String word : command) {
            at = Objects.requireNonNull(at.getSubcommands().get(word), word);
        }
        return at.getCommandSpec();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void faultOfOursIsSeventyAndShowsItsTraceOnlyWhenAskedTo(String kind) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().addSubcommand(new Broken()).setErr(new PrintWriter(err));

        assertThat(Main.execute(commandLine, "broken", kind)).isEqualTo(70);
        assertThat(err.toString())
                .contains("a fault of connleak's own", "--debug")
                .doesNotContain("\tat ");
        assertThat(Main.execute(commandLine, "broken", kind, "--debug")).isEqualTo(70);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void heapThatIsTooSmallIsSeventyAndNamesTheOption() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().addSubcommand(new Broken()).setErr(new PrintWriter(err));

        assertThat(Main.execute(commandLine, "broken", "memory")).isEqualTo(70);
        assertThat(err.toString())
                .startsWith("connleak: the heap of ")
                .contains("-Xmx", "name fewer reports")
                .doesNotContain("--debug");
    }

    @Test
    void outputThatWentNowhereIsNoSuccess() {
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(new Full())).setErr(new PrintWriter(err));

        assertThat(Main.execute(commandLine, "--version")).isEqualTo(3);
        assertThat(err.toString()).contains("could not be written");
    }

    @Command(name = "broken")
    private static final class Broken implements Runnable {

        @CommandLine.Parameters
        private String kind = "";

        @Override
        public void run() {
            if (kind.equals("error")) {
                throw new StackOverflowError();
            }
            if (kind.equals("memory")) {
                throw new OutOfMemoryError("Java heap space");
            }
            throw new IllegalStateException("bug");
        }
    }

    /** A disk without room. */
    private static final class Full extends Writer {

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("no space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
