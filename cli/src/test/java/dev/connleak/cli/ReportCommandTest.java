package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class ReportCommandTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"leaks", "clean", "quiet", "incomplete", "hostile"})
    void pageIsTheGoldenOne(String name) {
        CommandRun run = CommandRun.of("report", CommandRun.sample(name + ".json"));

        assertThat(run.out()).isEqualTo(CommandRun.text(CommandRun.sample(name + ".txt")));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks", "clean", "quiet", "incomplete", "hostile"})
    void pageFitsEightyColumnsAndHoldsNothingATerminalActsOn(String name) {
        CommandRun run = CommandRun.of("report", CommandRun.sample(name + ".json"));

        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line).matches("[^\\p{Cntrl}\\p{Cf}\u0080-\u009f]*"));
    }

    @Test
    void colourIsOursAloneOnATerminal() {
        CommandRun run = CommandRun.of(Ansi.ON, "report", CommandRun.sample("hostile.json"));

        assertThat(run.out()).contains("\u001b[").contains("@|bold,red fake|@").contains("\\u001b]0;owned");
        assertThat(run.out()).doesNotContain("\u001b]").doesNotContain("\u001b[2J");
    }

    @Test
    void severalFilesAreShownOneAfterTheOther() {
        Path clean = CommandRun.sample("clean.json");

        CommandRun run = CommandRun.of("report", clean, CommandRun.sample("quiet.json"));

        assertThat(run.out()).contains("clean.json ===").contains("quiet.json ===");
        assertThat(run.out()).contains(CommandRun.text(CommandRun.sample("clean.txt")));
    }

    @Test
    void fileThatCannotBeUsedIsNamedAndTheOthersAreShown() {
        Path missing = directory.resolve("missing.json");

        CommandRun run = CommandRun.of("report", missing, CommandRun.sample("clean.json"));

        assertThat(run.out()).contains("No leak found.");
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "connleak: " + missing + " does not exist: check the path and the agent's option report=");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void jsonOfOneFileIsPrintedAsItStands() {
        Path leaks = CommandRun.sample("leaks.json");

        assertThat(CommandRun.of("report", "--json", leaks).out()).isEqualTo(CommandRun.text(leaks));
    }

    @Test
    void jsonOfSeveralFilesIsAnArray() throws Exception {
        CommandRun run =
                CommandRun.of("report", "--json", CommandRun.sample("leaks.json"), CommandRun.sample("clean.json"));

        assertThat(new ObjectMapper().readTree(run.out())).hasSize(2);
    }

    @Test
    void jsonHoldsNothingATerminalActsOnAndMeansTheSame() throws Exception {
        var mapper = new ObjectMapper();
        Path hostile = CommandRun.sample("hostile.json");

        CommandRun run = CommandRun.of("report", "--json", hostile);

        assertThat(run.out()).doesNotContain("\u009b").doesNotContain("\u202e").doesNotContain("\u001b");
        assertThat(mapper.readTree(run.out())).isEqualTo(mapper.readTree(CommandRun.text(hostile)));
    }

    @Test
    void ignoredCausesAreMarkedAndNotCountedAsLeaks() {
        Path ignored = CommandRun.changed(directory, "r.json", "leaks.json", "\"ignored\": false", "\"ignored\": true");

        CommandRun run = CommandRun.of("report", ignored);

        assertThat(run.out()).contains("No leak found. 3 causes ignored.").contains("(ignored by the agent's option");
    }
}
