package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.merge.SampleReport;
import dev.connleak.cli.merge.SampleReport.Jvm;
import dev.connleak.cli.report.GeneratedReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class ReportCommandTest {

    private static final String FRAME = "com.acme.Stock.call(Stock.java:42)";
    private static final String OTHER = "com.acme.Price.call(Price.java:42)";

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

    @Test
    void poolThatRanDryIsNoSecondLossInTheHeadline() {
        Path report = new SampleReport(new Jvm("a", "web1", 11), 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:aa01", "Stock", 5, FRAME)
                .finding("clf1:aa02", "pool-exhausted", "leak", "likely", "Stock", 5, FRAME)
                .pool("p1", 5)
                .writeTo(directory, "r.json");

        assertThat(CommandRun.of("report", report).flat()).contains("2 leaks (2 likely) hold 5 connections");
    }

    @Test
    void longFrameIsBrokenBeforeItsFileAndLine() {
        String frame = "com.acme.warehouse.orders.refresh.CatalogRefreshService.refresh(CatalogRefreshService.java:47)";
        Path report = new SampleReport(new Jvm("a", "web1", 11), 1, "2026-11-21T01:00:00.000Z")
                .leak("clf1:aa01", "Stock", 5, FRAME, frame)
                .writeTo(directory, "r.json");

        assertThat(CommandRun.of("report", report).out().lines())
                .anyMatch(line -> line.endsWith("CatalogRefreshService.refresh"))
                .anyMatch(line -> line.strip().equals("(CatalogRefreshService.java:47)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "findings | The report tells the worst 1,000 of 2,350 causes.",
                "frames | Stacks are cut at 1,000 frames; the longest has 2,350.",
                "descriptors | Of 2,350 descriptors 1,000 were asked which socket is theirs"
            })
    void whatWasCutIsSaidInItsOwnWords(String table, String sentence) {
        Path cut = CommandRun.changed(
                directory, "r.json", "leaks.json", "\"table\": \"connections\"", "\"table\": \"" + table + "\"");

        assertThat(CommandRun.of("report", cut).flat()).contains(sentence);
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
    void threeHoursOfTwoJvmsAreOnePageWithKnownTotals() {
        for (int hour = 1; hour <= 3; hour++) {
            String at = "2026-11-21T0" + hour + ":00:00.000Z";
            new SampleReport(new Jvm("a", "web1", 11), hour, at)
                    .leak("clf1:aa01", "Stock", 10L * hour, FRAME)
                    .label("service", "orders")
                    .exchanges(100L * hour)
                    .writeTo(directory, "a" + hour + ".json");
            new SampleReport(new Jvm("b", "web2", 22), hour, at)
                    .leak("clf1:aa01", "Stock", 20L * hour, FRAME)
                    .leak("clf1:ab02", "Price", hour, OTHER)
                    .label("service", "stock")
                    .exchanges(1000L * hour)
                    .writeTo(directory, "b" + hour + ".json");
        }

        CommandRun run = CommandRun.of("report", directory, "--by", "label:service");

        assertThat(run.code()).isZero();
        assertThat(run.flat())
                .contains("com.acme.Orders · 2 JVMs on 2 hosts")
                .contains("6 reports from 2026-11-21 00:00:00 UTC to 2026-11-21 03:00:00 UTC")
                .contains("2 leaks (2 likely) hold 93 connections in 2 JVMs, since 2026-11-21 00:00:01 UTC")
                .contains("Growing: 31 → 93 open in the last 2 h 0 min.")
                .contains("90 bodies of 180 exchanges at this line, 90 open now, 90 connections held")
                .contains("in 2 JVMs: web2/22 60, web1/11 30")
                .contains("okhttp 4.12.0 3,300 exchanges");
        assertThat(run.out()).containsPattern("stock +2 +0 +63 +63 +Stock.call");
        assertThat(run.out()).containsPattern("orders +1 +0 +30 +30 +Stock.call");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "client", "route"})
    void causesAreAddedUpByWhatIsAskedFor(String dimension) {
        CommandRun run = CommandRun.of("report", CommandRun.sample("leaks.json"), "--by", dimension);

        assertThat(run.out()).contains("By " + dimension);
        assertThat(run.code()).isZero();
    }

    @Test
    void nothingElseCanBeGroupedBy() {
        CommandRun run = CommandRun.of("report", CommandRun.sample("leaks.json"), "--by", "label:");

        assertThat(run.err()).contains("host, client, route or label:NAME");
        assertThat(run.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9f2c", "clf1:9f2c4be0"})
    void beginningOfAnIdGoesDeepIntoItsCause(String id) {
        CommandRun run = CommandRun.of("report", CommandRun.sample("leaks.json"), "--cause", id);

        assertThat(run.out())
                .contains("CAUSE LEAK, proven: body-abandoned")
                .contains("Stack, taken 13 times")
                .contains("Stack, taken 7 times")
                .contains("Last touched 2026-11-21 03:10:41 UTC by thread orders-3")
                .contains("Occurrences")
                .doesNotContain("Prices.update(Prices.java:60)\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void idOfNoCauseOrOfSeveralIsWrongUsage() {
        CommandRun none = CommandRun.of("report", CommandRun.sample("leaks.json"), "--cause", "ffff");
        CommandRun several = CommandRun.of("report", CommandRun.sample("leaks.json"), "--cause", "clf1");

        assertThat(none.err()).contains("no cause in these reports has an id that begins with 'ffff'");
        assertThat(none.code()).isEqualTo(2);
        assertThat(several.err()).contains("3 causes have an id").contains("clf1:9f2c4be01d7a5c33");
        assertThat(several.code()).isEqualTo(2);
    }

    @Test
    void manyCausesAreToldInShortAfterTheWorst() {
        Path many = new GeneratedReport(1, 1, 80, 100, 5).writeTo(directory.resolve("many.json"));

        CommandRun run = CommandRun.of("report", many, "--top", 3);

        assertThat(run.out()).contains("3. LEAK").contains("Also").contains("   4. LEAK, proven");
        assertThat(run.flat()).contains("and 27 more causes");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void directoryWithoutReportsCouldNotBeLookedAt() {
        CommandRun run = CommandRun.of("report", directory);

        assertThat(run.err()).contains("holds no reports");
        assertThat(run.code()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown", "json", "html"})
    void outputGoesToTheFileAlone(String format) {
        Path file = directory.resolve("page");

        CommandRun run = CommandRun.of("report", CommandRun.sample("leaks.json"), "--format", format, "--output", file);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(CommandRun.text(file)).contains("Orders").doesNotContain("\u001b");
    }

    @Test
    void placeThatCannotBeWrittenToIsNamed() {
        CommandRun run =
                CommandRun.of("report", CommandRun.sample("leaks.json"), "--output", directory.resolve("no/f"));

        assertThat(run.err()).contains("can't be written");
        assertThat(run.code()).isEqualTo(3);
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
    void jsonTellsTheWholePicture() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("report", "--json", CommandRun.sample("leaks.json"))
                        .out());

        assertThat(json.get("verdict").textValue()).isEqualTo("leak");
        assertThat(json.get("causes")).hasSize(3);
        assertThat(json.get("causes").get(0).get("site").get("class").textValue())
                .isEqualTo("com.acme.orders.Orders");
        int innermost = json.at("/causes/0/stacks/0/frames/0").intValue();
        assertThat(json.get("frames").get(innermost).textValue()).isNotEmpty();
        assertThat(json.at("/pools/0/leaked").longValue()).isEqualTo(21);
        assertThat(json.at("/clients/0/coverage/client").textValue()).isEqualTo("apache-httpclient-5");
    }

    @Test
    void jsonHoldsNothingATerminalActsOn() {
        CommandRun run = CommandRun.of("report", "--json", CommandRun.sample("hostile.json"));

        assertThat(run.out()).matches("[\\x20-\\x7e\\r\\n]*").doesNotContain("<");
    }

    @Test
    void ignoredCausesAreMarkedAndNotCountedAsLeaks() {
        Path ignored = CommandRun.changed(directory, "r.json", "leaks.json", "\"ignored\": false", "\"ignored\": true");

        CommandRun run = CommandRun.of("report", ignored);

        assertThat(run.out()).contains("No leak found. 3 causes ignored.").contains("(ignored by the agent's option");
    }
}
