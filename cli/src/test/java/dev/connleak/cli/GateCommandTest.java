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
                        Judged 1 report of 1 JVM: 1,204 exchanges of 1 client (okhttp), 2026-11-21
                        01:40:00 UTC to 2026-11-21 03:12:09 UTC.
                        PASS: nothing new at or above the thresholds.
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
                .contains("Not counted: 2 causes below --fail-on or --severity.")
                .endsWith("FAIL (1): 1 new cause at or above the thresholds." + System.lineSeparator());
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
        assertThat(run.flat()).contains("3 causes ignored by the agent's option");
    }

    @Test
    void ofOneJvmOnlyTheLatestReportCounts() throws IOException {
        Path first = changed(directory, "a.json", "leaks.json", "\"count\": 20", "\"count\": 3");
        Path second = changed(directory, "b.json", "leaks.json", "\"sequence\": 3", "\"sequence\": 4");

        JsonNode verdict = json(CommandRun.of("gate", "--json", first, second));

        assertThat(verdict.get("failing")).hasSize(1);
        assertThat(verdict.at("/failing/0/count").asInt()).isEqualTo(20);
        assertThat(verdict.at("/failing/0/files")).hasSize(1);
        assertThat(verdict.get("jvms").asInt()).isEqualTo(1);
        assertThat(verdict.get("reports").asInt()).isEqualTo(2);
        assertThat(verdict.get("exchanges").asInt()).isEqualTo(1853);
    }

    @Test
    void causeOfSeveralJvmsIsShownOnceAndAddedUp() throws IOException {
        Path first = ReportDraft.of("leaks.json").jvm("a", 1).in(directory, "a.json");
        Path second = ReportDraft.of("leaks.json").jvm("b", 1).in(directory, "b.json");

        JsonNode verdict = json(CommandRun.of("gate", "--json", first, second));

        assertThat(verdict.get("failing")).hasSize(1);
        assertThat(verdict.at("/failing/0/count").asInt()).isEqualTo(40);
        assertThat(verdict.at("/failing/0/files")).hasSize(2);
        assertThat(verdict.get("exchanges").asInt()).isEqualTo(2 * 1853);
    }

    @Test
    void leakThatTheLatestReportTakesBackDoesNotFail() {
        Path early = ReportDraft.of("leaks.json").jvm("a", 1).in(directory, "a.json");
        Path late = ReportDraft.of("clean.json").jvm("a", 2).in(directory, "b.json");

        assertThat(CommandRun.of("gate", early, late).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,0", "3,0"})
    void newCausesUpToTheLimitPass(int limit, int code) {
        Path report = ReportDraft.of("leaks.json").causes(2).in(directory, "r.json");

        CommandRun run = CommandRun.of("gate", "--max-new", limit, report);

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).contains("clf1:9f2c4be01d7a5c33").contains("2 new causes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks.json", "incomplete.json"})
    void exitZeroChangesTheCodeAndNotTheWords(String report) {
        CommandRun run = CommandRun.of("gate", "--exit-zero", sample(report));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("FAIL (").contains(", 0 by --exit-zero)");
    }

    @Test
    void exitZeroForgivesNoBrokenFile() {
        assertThat(CommandRun.of("gate", "--exit-zero", written(directory, "r.json", "{"))
                        .code())
                .isEqualTo(3);
    }

    @Test
    void missingReportsCanBeAllowed() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path absent = directory.resolve("absent");

        CommandRun run = CommandRun.of("gate", "--allow-missing", empty, absent, sample("incomplete.json"));

        assertThat(run.code()).isZero();
        assertThat(run.flat())
                .contains("Note: " + absent + " does not exist")
                .contains("holds no reports")
                .contains("Accepted: the JVM web1/4711 (com.acme.orders.Application), which began at");
    }

    @ParameterizedTest
    @CsvSource({"2001-01-01T00:00:00.119Z,1", "2001-01-01T00:00:00.120Z,4", "30m,4", "36500d,1"})
    void reportsOfEarlierRunsCanBeLeftOut(String moment, int code) {
        ReportDraft.of("leaks.json")
                .put("/time", "at", "2001-01-01T00:00:00.120Z")
                .in(directory, "leaks.json");

        CommandRun run = CommandRun.of("gate", "--newer-than", moment, directory);

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.flat().contains("Note: 1 report left out, not newer than"))
                .isEqualTo(code == 4);
    }

    @Test
    void runsCanBeToldApartByAFileThatWasMadeAtTheStart() {
        Path mark = written(directory, "mark", "");
        Path old = ReportDraft.of("leaks.json")
                .put("/time", "at", "2001-01-01T00:00:00.120Z")
                .in(directory, "leaks.json");

        assertThat(CommandRun.of("gate", "--newer-than", mark, old).flat()).contains("1 report left out");
    }

    @Test
    void baselinedCauseDoesNotFailAndIsCounted() {
        Path baseline = baseline("clf1:9f2c4be01d7a5c33", "cls1:0", "body-held", "apache-httpclient-5");

        CommandRun run = CommandRun.of("gate", "--allow-partial", "--baseline", baseline, sample("leaks.json"));

        assertThat(run.code()).isZero();
        assertThat(run.flat()).contains("Not counted: 1 cause in the baseline, 2 causes below");
    }

    @Test
    void baselineKnowsACauseByItsSiteWhereTheReportHasNoPath() {
        Path baseline = baseline("clf1:0000000000000000", "cls1:77aa01b2c3d4e5f6", "body-held", "apache-httpclient-5");
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.putArray("stacks"))
                .in(directory, "r.json");

        assertThat(CommandRun.of("gate", "--baseline", baseline, report).code()).isZero();
        assertThat(CommandRun.of("gate", "--allow-partial", "--baseline", baseline, sample("leaks.json"))
                        .code())
                .isEqualTo(1);
    }

    @Test
    void otherKindAtTheSameSiteIsAnotherCause() {
        Path baseline = baseline("clf1:0000000000000000", "cls1:77aa01b2c3d4e5f6", "lease-held", "apache-httpclient-5");
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.putArray("stacks"))
                .in(directory, "r.json");

        assertThat(CommandRun.of("gate", "--baseline", baseline, report).code()).isEqualTo(1);
    }

    @Test
    void entriesThatWereNotSeenAreNamed() {
        Path baseline = baseline("clf1:0000000000000000", "cls1:0000000000000000", "body-held", "okhttp");

        CommandRun run = CommandRun.of("gate", "--baseline", baseline, sample("clean.json"));

        assertThat(run.code()).isZero();
        assertThat(run.flat()).contains("Baseline, not exercised: Orders.poll, body-held, clf1:0000000000000000");
    }

    @Test
    void suppressedCauseDoesNotFailAndIsCounted() {
        Path list = suppressions("\"fingerprint\": \"clf1:9f2c4be01d7a5c33\"");

        CommandRun run = CommandRun.of("gate", "--allow-partial", "--suppressions", list, sample("leaks.json"));

        assertThat(run.code()).isZero();
        assertThat(run.flat()).contains("1 cause suppressed").doesNotContain("Note: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"frame\": \"com.acme.orders.Orders.*\"' | 0",
                "'\"frame\": \"com.acme.platform.**\"' | 0",
                "'\"frame\": \"com.acme.orders\"' | 1",
                "'\"frame\": \"**\", \"route\": \"http://orders:*\"' | 0",
                "'\"frame\": \"**\", \"route\": \"http://prices:*\"' | 1",
                "'\"frame\": \"**\", \"kind\": \"body-held\"' | 0",
                "'\"frame\": \"**\", \"kind\": \"closed-early\"' | 1",
                "'\"fingerprint\": \"clf1:9f2c4be01d7a5c33\", \"route\": \"http://prices:*\"' | 1",
                "'\"site\": \"cls1:77aa01b2c3d4e5f6\"' | 0"
            })
    void allThatASuppressionSaysMustFit(String says, int code) {
        Path report = ReportDraft.of("leaks.json").oneFinding().in(directory, "r.json");

        CommandRun run = CommandRun.of("gate", "--suppressions", suppressions(says), report);

        assertThat(run.code()).isEqualTo(code);
    }

    @Test
    void suppressionEndsAfterItsLastDay() {
        Path ended = suppressions("\"fingerprint\": \"clf1:9f2c4be01d7a5c33\", \"until\": \"2020-12-31\"");

        CommandRun run = CommandRun.of("gate", "--suppressions", ended, sample("leaks.json"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.flat()).contains("ended with 2020-12-31 and no longer holds");
    }

    @Test
    void suppressionThatNothingFitsIsTold() {
        CommandRun run = CommandRun.of(
                "gate", "--suppressions", suppressions("\"frame\": \"com.acme.gone.**\""), sample("clean.json"));

        assertThat(run.code()).isZero();
        assertThat(run.flat()).contains("Note: the suppression of com.acme.gone.** was not needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--baseline", "--suppressions"})
    void listThatCannotBeReadIsThree(String option) {
        CommandRun run = CommandRun.of("gate", option, directory.resolve("absent.json"), sample("clean.json"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("absent.json does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--fail-on=certain", "--max-new=-1", "--newer-than=yesterday", "--severity=bad", "--baseline"})
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
        assertThat(run.flat()).contains("never finished its report");
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

    private Path baseline(String fingerprint, String site, String kind, String client) {
        return written(directory, "baseline.json", """
                {"$schema": "urn:connleak:baseline:1", "entries": [{"fingerprint": "%s", "site": "%s", "kind": "%s",
                 "where": "Orders.poll", "client": "%s"}]}
                """.formatted(fingerprint, site, kind, client));
    }

    private Path suppressions(String says) {
        return written(
                directory,
                "suppressions.json",
                "{\"$schema\": \"urn:connleak:suppressions:1\", \"entries\": [{" + says + ", \"reason\": \"known\"}]}");
    }
}
