package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.sample;
import static dev.connleak.cli.CommandRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What {@code gate} writes for build servers, each by the rules of those who read it. */
class GateOutputsTest {

    private static final String ORDERS = "orders/src/main/java/com/acme/orders/Orders.java";

    @TempDir
    Path directory;

    private Path repository;

    @BeforeEach
    void repositoryWithSources() throws IOException {
        repository = directory.resolve("repository");
        source(ORDERS);
        source("orders/src/main/java/com/acme/orders/OrderJob.java");
        source("pom.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks.json", "clean.json", "incomplete.json", "hostile.json", "quiet.json"})
    void sarifKeepsTheOfficialSchema(String report) throws IOException {
        JsonNode sarif = sarif(sample(report));

        assertThat(schema().validate(sarif)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"leak,proven,error", "leak,likely,warning", "leak,suspect,note", "waste,proven,note", "new,new,error"})
    void levelFollowsSeverityAndGrade(String severity, String grade, String level) throws IOException {
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.put("severity", severity).put("grade", grade))
                .in(directory, "r.json");

        assertThat(sarif(report).at("/runs/0/results/0/level").asText()).isEqualTo(level);
    }

    @Test
    void sarifNamesTheSourceOfTheSiteAndTheWayToIt() throws IOException {
        JsonNode result = sarif(sample("leaks.json")).at("/runs/0/results/0");

        assertThat(result.get("locations")).hasSize(1);
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo(ORDERS);
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(42);
        assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asText())
                .isEqualTo("clf1:9f2c4be01d7a5c33");
        assertThat(result.at("/codeFlows/0/threadFlows/0/locations"))
                .extracting(step -> step.at("/location/physicalLocation/artifactLocation/uri")
                        .asText())
                .containsExactly("orders/src/main/java/com/acme/orders/OrderJob.java", ORDERS);
    }

    @Test
    void everyFileThatSarifNamesExists() throws IOException {
        JsonNode sarif = sarif(sample("leaks.json"));

        List<String> paths = sarif.findValues("artifactLocation").stream()
                .map(location -> location.get("uri").asText())
                .toList();

        assertThat(paths)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(repository.resolve(path)).isRegularFile());
    }

    @Test
    void siteOfALibraryIsShownAtTheLineThatCalledIt() throws IOException {
        Files.delete(repository.resolve(ORDERS));

        JsonNode location = sarif(sample("leaks.json")).at("/runs/0/results/0/locations/0/physicalLocation");

        assertThat(location.at("/artifactLocation/uri").asText()).endsWith("OrderJob.java");
        assertThat(location.at("/region/startLine").asInt()).isEqualTo(71);
    }

    @Test
    void fallbackFileIsNamedWhereNoSourceIsInTheRepository() throws IOException {
        source("docs/leaks.md");
        JsonNode byDefault = sarif(sample("leaks.json")).at("/runs/0/results/2");
        JsonNode named =
                sarif(sample("leaks.json"), "--fallback-file", "docs/leaks.md").at("/runs/0/results/2");

        assertThat(byDefault
                        .at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("pom.xml");
        assertThat(named.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("docs/leaks.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fallback-file=absent.md", "--source-root=absent", "--repository=absent"})
    void placeThatIsNotThereIsWrongUsage(String option) {
        CommandRun run = CommandRun.of("gate", sample("clean.json"), option);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("absent");
    }

    @Test
    void categoryTellsFilesOfAMatrixApart() throws IOException {
        assertThat(sarif(sample("clean.json"), "--category", "orders/jdk17")
                        .at("/runs/0/automationDetails/id")
                        .asText())
                .isEqualTo("orders/jdk17/");
    }

    @Test
    void sarifSaysThatNobodyCouldLook() throws IOException {
        JsonNode invocation = sarif(sample("incomplete.json")).at("/runs/0/invocations/0");

        assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
        assertThat(invocation.at("/toolExecutionNotifications/0/message/text").asText())
                .contains("never finished");
    }

    @Test
    void sarifMakesNoLinkOfWhatAReportSays() throws IOException {
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.put("summary", "see [here](http://evil) \u001b[31m\u202eabc"))
                .in(directory, "r.json");

        String text = sarif(report).at("/runs/0/results/0/message/text").asText();

        assertThat(text).startsWith("see [here] (http://evil) \\u001b[31m\\u202eabc");
    }

    @Test
    void whatIsKnownIsNotInSarifAndSkippedInJunit() throws IOException {
        Path baseline = directory.resolve("baseline.json");
        assertThat(CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", baseline, "--note", "old")
                        .code())
                .isZero();

        assertThat(sarif(sample("leaks.json"), "--baseline", baseline.toString())
                        .at("/runs/0/results")
                        .findValuesAsText("level"))
                .doesNotContain("error");
        Document junit = junit(sample("leaks.json"), "--baseline", baseline.toString(), "--allow-partial");
        assertThat(cases(junit)).hasSize(2);
        assertThat(cases(junit).get(1).getElementsByTagName("skipped").item(0).getTextContent())
                .isEqualTo("baselined: old");
        assertThat(junit.getDocumentElement().getAttribute("failures")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks.json", "clean.json", "incomplete.json", "hostile.json", "quiet.json"})
    void junitKeepsTheSchemaOfJenkins(String report) {
        String xml = junitText(sample(report));

        assertThatCode(() -> SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(getClass().getResource("/junit/jenkins-junit.xsd"))
                        .newValidator()
                        .validate(new StreamSource(new StringReader(xml))))
                .doesNotThrowAnyException();
    }

    @Test
    void junitNamesACauseWithoutItsLineAndCounts() throws IOException {
        Document junit = junit(sample("leaks.json"), "--allow-partial");

        Element leak = cases(junit).get(1);
        assertThat(leak.getAttribute("classname")).isEqualTo("connleak.body-abandoned");
        assertThat(leak.getAttribute("name")).isEqualTo("Orders.poll clf1:9f2c4be01d7a5c33");
        Element failure = (Element) leak.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).startsWith("Orders.poll gets a response and drops it");
        assertThat(failure.getTextContent())
                .contains("at com.acme.orders.OrderJob.lambda$run$0(OrderJob.java:71)")
                .contains("connleak suppress clf1:9f2c4be01d7a5c33 --reason");
    }

    @Test
    void emptyRunIsSeenInJunit() throws IOException {
        Document junit = junit(sample("quiet.json"));

        assertThat(cases(junit)).singleElement().satisfies(only -> {
            assertThat(only.getAttribute("name")).isEqualTo("connleak could look");
            assertThat(only.getTextContent()).contains("0 exchanges");
        });
    }

    @Test
    void runThatCouldNotLookIsAnErrorInJunit() throws IOException {
        Document junit = junit(sample("incomplete.json"));

        assertThat(junit.getDocumentElement().getAttribute("errors")).isEqualTo("1");
        assertThat(cases(junit).get(0).getElementsByTagName("error").item(0).getTextContent())
                .contains("never finished");
    }

    @Test
    void annotationStandsAtTheSource() {
        CommandRun run =
                CommandRun.of("gate", "--github", "--allow-partial", "--repository", repository, sample("leaks.json"));

        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("::error file=" + ORDERS + ",line=42,title=connleak%3A body-abandoned (proven) at "
                        + "com.acme.orders.Orders.poll(Orders.java%3A42)::Orders.poll gets")
                .contains("%0A");
    }

    @Test
    void tenAnnotationsAtMostAndTheLastOneCounts() {
        Path ten = ReportDraft.of("leaks.json").causes(10).in(directory, "ten.json");
        Path more = ReportDraft.of("leaks.json").causes(25).in(directory, "more.json");

        assertThat(annotations(ten)).hasSize(10).noneMatch(line -> line.contains("more causes"));
        assertThat(annotations(more)).hasSize(10).last().asString().contains("and 16 more causes");
    }

    @Test
    void reportCannotCommandTheRunner() {
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.put("summary", "x\n::add-mask::y 100% a,b:c\r\n::error::z"))
                .in(directory, "r.json");

        CommandRun run = CommandRun.of("gate", "--github", "--repository", repository, report);

        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).startsWith("::error ").contains("100%25 a,b:c");
        assertThat(lines.get(1)).startsWith("::stop-commands::");
        String token = lines.get(1).substring("::stop-commands::".length());
        assertThat(token).hasSizeGreaterThan(30);
        assertThat(lines.get(lines.size() - 1)).isEqualTo("::" + token + "::");
        assertThat(lines.subList(2, lines.size() - 1)).noneMatch(line -> line.contains(token));
    }

    @Test
    void annotationsLeaveTheJsonAlone() throws IOException {
        CommandRun run = CommandRun.of("gate", "--json", "--github", sample("leaks.json"));

        assertThat(new ObjectMapper().readTree(run.out()).get("exitCode").asInt())
                .isEqualTo(1);
        assertThat(run.err()).contains("::error ");
    }

    @Test
    void summaryIsATableThatAReportCannotBreak() {
        Path summary = directory.resolve("out/summary.md");
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.put("summary", "a | b\n# c <img src=x> [d](http://e) @all `f`"))
                .in(directory, "r.json");

        CommandRun.of("gate", "--summary", summary, "--repository", repository, report);

        assertThat(text(summary))
                .startsWith("## connleak: FAIL: 1 new cause")
                .contains("Orders.poll &#40;" + ORDERS.replace("_", "&#95;") + "&#58;42&#41;")
                .doesNotContain("<img", "](http", "@all", "`f`", "a | b", "\n# c");
    }

    @Test
    void summaryIsCutAtAHundredCauses() {
        Path summary = directory.resolve("summary.md");
        Path report = ReportDraft.of("leaks.json").causes(500).in(directory, "r.json");

        CommandRun.of("gate", "--summary", summary, "--repository", repository, report);

        assertThat(text(summary)).contains("and 400 more causes").hasSizeLessThan(1024 * 1024);
    }

    private List<String> annotations(Path report) {
        return CommandRun.of("gate", "--github", "--repository", repository, report)
                .out()
                .lines()
                .takeWhile(line -> !line.startsWith("::stop-commands::"))
                .toList();
    }

    private JsonNode sarif(Path report, String... options) throws IOException {
        return new ObjectMapper().readTree(written("--sarif", report, options));
    }

    private String junitText(Path report, String... options) {
        return written("--junit", report, options);
    }

    private Document junit(Path report, String... options) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(junitText(report, options))));
        } catch (SAXException | ParserConfigurationException e) {
            throw new AssertionError("no XML", e);
        }
    }

    private String written(String kind, Path report, String... options) {
        Path file = directory.resolve("out" + kind);
        List<Object> words = new ArrayList<>(List.of("gate", report, kind, file, "--repository", repository));
        words.addAll(List.of(options));
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(run.err()).isEmpty();
        return text(file);
    }

    private static List<Element> cases(Document junit) {
        List<Element> cases = new ArrayList<>();
        for (int i = 0; i < junit.getElementsByTagName("testcase").getLength(); i++) {
            cases.add((Element) junit.getElementsByTagName("testcase").item(i));
        }
        return cases;
    }

    private void source(String path) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package com.acme.orders;\n");
    }

    /** The schema of the standard, as a library of others brings it along. */
    private static JsonSchema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GateOutputsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(new ObjectMapper().readTree(in));
        }
    }
}
