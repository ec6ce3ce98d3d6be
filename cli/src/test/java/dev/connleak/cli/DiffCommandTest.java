package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.sample;
import static dev.connleak.cli.CommandRun.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    @TempDir
    Path directory;

    @Test
    void causesAreNewGrownShrunkAndGone() throws IOException {
        Path after = ReportDraft.of("leaks.json")
                .finding(0, finding -> finding.put("count", 25))
                .finding(1, finding -> finding.put("fingerprint", "clf1:00000000000000aa"))
                .finding(2, finding -> finding.put("count", 11))
                .in(directory, "after.json");

        CommandRun run = CommandRun.of("diff", sample("leaks.json"), after);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("new: body-held, suspect, 0 → 1")
                .contains("grown: body-abandoned, proven, 20 → 25")
                .contains("shrunk: closed-early, likely, 12 → 11")
                .contains("gone: body-held, suspect, 1 → 0")
                .endsWith("1 new, 1 grown, 1 shrunk, 1 gone, 0 as before." + System.lineSeparator());
    }

    @Test
    void sameReportTwiceIsNoDifference() {
        CommandRun run = CommandRun.of("diff", sample("leaks.json"), sample("leaks.json"));

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("0 new, 0 grown, 0 shrunk, 0 gone, 3 as before.\n");
    }

    @Test
    void causeThatIsGoneIsNoFailure() {
        assertThat(CommandRun.of("diff", sample("leaks.json"), sample("clean.json"))
                        .code())
                .isZero();
    }

    @Test
    void newCauseThatTheAgentIgnoresIsNoFailure() {
        Path after = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.put("ignored", true))
                .in(directory, "after.json");

        CommandRun run = CommandRun.of("diff", sample("clean.json"), after);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 new");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        CommandRun run = CommandRun.of("diff", "--json", sample("clean.json"), sample("leaks.json"));

        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("new")).hasSize(3);
        assertThat(json.at("/new/0/fingerprint").asText()).isEqualTo("clf1:9f2c4be01d7a5c33");
        assertThat(json.at("/new/0/countBefore").isNull()).isTrue();
        assertThat(json.at("/new/0/countAfter").asInt()).isEqualTo(20);
    }

    @Test
    void fileThatCannotBeUsedIsThreeAndADirectoryWithoutReportsIsFour() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThat(CommandRun.of("diff", written(directory, "r.json", "{"), sample("leaks.json"))
                        .code())
                .isEqualTo(3);
        assertThat(CommandRun.of("diff", sample("leaks.json"), empty).code()).isEqualTo(4);
    }
}
