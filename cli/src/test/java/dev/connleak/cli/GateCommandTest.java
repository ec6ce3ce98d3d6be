package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.changed;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateCommandTest {

    @TempDir
    Path directory;

    @Test
    void cleanReportPassesAndSaysWhatWasJudged() {
        CommandRun run = CommandRun.of("gate", sample("clean.json"));

        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        Judged 1 report of 1 JVM: 1,204 exchanges of 1 client (okhttp).
                        PASS: nothing at or above the thresholds.
                        """);
        assertThat(run.code()).isZero();
    }

    @Test
    void jvmThatUsedNoClientIsClean() {
        assertThat(CommandRun.of("gate", sample("quiet.json")).code()).isZero();
    }

    @Test
    void leakFailsWithItsBlockAndItsFile() {
        CommandRun run = CommandRun.of("gate", sample("leaks.json"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAIL LEAK, proven: body-abandoned")
                .contains("com.acme.orders.Orders.poll(Orders.java:42)")
                .contains("Not counted: 0 findings ignored by the agent's option, 2 below")
                .endsWith("FAIL (1): 1 cause at or above the thresholds." + System.lineSeparator());
        assertThat(run.out()).doesNotContain("Prices.update");
    }

    @ParameterizedTest
    @CsvSource({"proven,leak,1", "likely,leak,1", "suspect,leak,2", "likely,waste,2", "suspect,waste,3"})
    void thresholdsDecideWhatCounts(String grade, String severity, int causes) throws IOException {
        CommandRun run =
                CommandRun.of("gate", "--json", "--fail-on", grade, "--severity", severity, sample("leaks.json"));

        assertThat(json(run).get("failing")).hasSize(causes);
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void suspectAloneDoesNotFailByDefault() {
        Path file = changed(directory, "r.json", "leaks.json", "\"grade\": \"proven\"", "\"grade\": \"suspect\"");

        assertThat(CommandRun.of("gate", "--allow-partial", file).code()).isZero();
        assertThat(CommandRun.of("gate", "--allow-partial", "--fail-on", "suspect", file)
                        .code())
                .isEqualTo(1);
    }

    @Test
    void unknownGradeAndSeverityFail() {
        CommandRun run = CommandRun.of("gate", "--fail-on", "proven", sample("hostile.json"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL CATASTROPHE, certain");
    }

    @Test
    void ignoredFindingsAreSkippedAndCounted() {
        Path file = changed(directory, "r.json", "leaks.json", "\"ignored\": false", "\"ignored\": true");

        CommandRun run = CommandRun.of("gate", "--allow-partial", "--fail-on", "suspect", "--severity", "waste", file);

        assertThat(run.code()).isZero();
        assertThat(run.flat()).contains("3 findings ignored");
    }

    @Test
    void sameCauseInSeveralReportsIsShownOnce() throws IOException {
        Path first = changed(directory, "a.json", "leaks.json", "\"count\": 20", "\"count\": 3");
        Path second = changed(directory, "b.json", "leaks.json", "\"sequence\": 3", "\"sequence\": 4");

        JsonNode verdict = json(CommandRun.of("gate", "--json", first, second));

        assertThat(verdict.get("failing")).hasSize(1);
        assertThat(verdict.at("/failing/0/count").asInt()).isEqualTo(20);
        assertThat(verdict.at("/failing/0/files")).hasSize(2);
        assertThat(verdict.get("jvms").asInt()).isEqualTo(1);
        assertThat(verdict.get("exchanges").asInt()).isEqualTo(1853);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fail-on=certain", "--severity=bad", "--baseline"})
    void unknownWordsAreWrongUsage(String option) {
        CommandRun run = CommandRun.of("gate", option, sample("clean.json"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("See connleak gate --help.");
    }

    @Test
    void noFileIsWrongUsage() {
        assertThat(CommandRun.of("gate").code()).isEqualTo(2);
    }

    @Test
    void fileThatCannotBeUsedIsThree() {
        CommandRun run = CommandRun.of("gate", written(directory, "r.json", "{\"complete\": tr"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("Can't use: ").contains("FAIL (3): 1 file can't be used");
    }

    @Test
    void missingPathIsThree() {
        assertThat(CommandRun.of("gate", directory.resolve("absent")).code()).isEqualTo(3);
    }

    @Test
    void directoryIsReadWithoutTheBaseline() throws IOException {
        Files.copy(sample("clean.json"), directory.resolve("connleak-web1-4711-1.json"));
        written(directory, "connleak-baseline.json", "[]");
        written(directory, "connleak-suppressions.json", "[]");
        written(directory, "notes.txt", "none");

        CommandRun run = CommandRun.of("gate", directory);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Judged 1 report");
    }

    @Test
    void directoryWithoutReportsIsFour() {
        CommandRun run = CommandRun.of("gate", directory);

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.flat()).contains("the directory holds no reports").contains("FAIL (4): could not look");
    }

    @Test
    void directoryWithoutReportsIsToldEvenAfterAFileThatCannotBeUsed() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        CommandRun run = CommandRun.of("gate", directory.resolve("absent.json"), empty);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.flat()).contains("the directory holds no reports");
    }

    @Test
    void incompleteReportIsFour() {
        CommandRun run = CommandRun.of("gate", sample("incomplete.json"));

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.flat()).contains("the report is not complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off-by-errors", "off-by-command", "detached", "a-state-of-the-future"})
    void agentThatWasNotActiveIsFour(String state) {
        Path file = changed(directory, "r.json", "clean.json", "\"state\": \"active\"", "\"state\": \"" + state + "\"");

        CommandRun run = CommandRun.of("gate", file);

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.flat()).contains("the agent was " + state);
    }

    @Test
    void failedSelfTestIsFourAndSkippedOneIsNot() {
        String passed = "\"selfTest\": \"passed\"";

        Path failed = changed(directory, "f.json", "clean.json", passed, "\"selfTest\": \"failed\"");
        Path skipped = changed(directory, "s.json", "clean.json", passed, "\"selfTest\": \"skipped\"");

        assertThat(CommandRun.of("gate", failed).code()).isEqualTo(4);
        assertThat(CommandRun.of("gate", skipped).code()).isZero();
    }

    @Test
    void usedClientWithoutVerdictsIsFourUnlessAllowed() {
        Path file = changed(directory, "r.json", "clean.json", "\"verdicts\": \"on\"", "\"verdicts\": \"off\"");

        assertThat(CommandRun.of("gate", file).code()).isEqualTo(4);
        assertThat(CommandRun.of("gate", "--allow-partial", file).code()).isZero();
    }

    @Test
    void expectedTrafficThatNobodySawIsFour() {
        assertThat(CommandRun.of("gate", "--expect-traffic", sample("quiet.json"))
                        .code())
                .isEqualTo(4);
        assertThat(CommandRun.of("gate", "--expect-traffic", sample("quiet.json"), sample("clean.json"))
                        .code())
                .isZero();
    }

    @Test
    void unusableFileComesBeforeLeakComesBeforeBlindness() {
        Path broken = written(directory, "broken.json", "{");
        Path leak = sample("leaks.json");
        Path incomplete = sample("incomplete.json");

        assertThat(CommandRun.of("gate", incomplete, leak, broken).code()).isEqualTo(3);
        assertThat(CommandRun.of("gate", incomplete, leak).code()).isEqualTo(1);
        assertThat(CommandRun.of("gate", incomplete, sample("clean.json")).code())
                .isEqualTo(4);
    }

    @Test
    void leakIsShownEvenWhereAnotherFileDecidesTheCode() {
        CommandRun run = CommandRun.of("gate", written(directory, "broken.json", "{"), sample("leaks.json"));

        assertThat(run.out()).contains("FAIL LEAK, proven: body-abandoned").contains("FAIL (3)");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        CommandRun run = CommandRun.of("gate", "--json", sample("leaks.json"));

        JsonNode verdict = json(run);
        assertThat(verdict.get("passed").asBoolean()).isFalse();
        assertThat(verdict.get("exitCode").asInt()).isEqualTo(1);
        assertThat(verdict.at("/failing/0/site/class").asText()).isEqualTo("com.acme.orders.Orders");
        assertThat(verdict.get("couldNotLook")).hasSize(1);
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }
}
