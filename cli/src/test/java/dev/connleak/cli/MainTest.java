package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent",
                "attach",
                "baseline",
                "clients",
                "completion",
                "demo",
                "detach",
                "diff",
                "doctor",
                "dump",
                "gate",
                "list",
                "report",
                "reset",
                "schema",
                "scrub",
                "set",
                "status",
                "suppress",
                "table",
                "validate",
                "watch"
            })
    void helpOfEveryCommandHasAnExampleAndExitCodesInEightyColumns(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Example: connleak " + command).contains("Exit codes:");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
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
    @ValueSource(strings = {"exception", "error"})
    void faultOfOursIsSeventy(String kind) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().addSubcommand(new Broken()).setErr(new PrintWriter(err));

        assertThat(Main.execute(commandLine, "broken", kind)).isEqualTo(70);
        assertThat(err.toString()).contains("a fault of connleak's own").doesNotContain("\tat ");
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
