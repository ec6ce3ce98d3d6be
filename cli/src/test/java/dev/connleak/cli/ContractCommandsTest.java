package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.changed;
import static dev.connleak.cli.CommandRun.sample;
import static dev.connleak.cli.CommandRun.text;
import static dev.connleak.cli.CommandRun.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.connleak.cli.contract.Schema;
import dev.connleak.cli.contract.Validator;
import dev.connleak.report.ReportSchema;
import dev.connleak.report.StrictSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts of connleak's files: printed, checked, and kept by what is scrubbed. */
class ContractCommandsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Schema.class)
    void schemaIsPrinted(Schema schema) throws IOException {
        CommandRun run = CommandRun.of("schema", schema);

        assertThat(run.code()).isZero();
        assertThat(MAPPER.readTree(run.out()).get("$id").asText()).isEqualTo("urn:connleak:" + schema + ":1");
    }

    @Test
    void schemaOfReportsIsTheAgentsOwn() throws IOException {
        assertThat(CommandRun.of("schema").out()).isEqualTo(ReportSchema.text());
    }

    @Test
    void unknownSchemaIsWrongUsage() {
        assertThat(CommandRun.of("schema", "world").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"count\": 20' | '\"count\": 0' | /findings/0/count is below 1",
                "'\"count\": 20' | '\"count\": \"20\"' | /findings/0/count is no integer",
                "'\"grade\": \"proven\"' | '\"grade\": \"sure\"' | /findings/0/grade is none of proven, likely, suspect",
                "'\"ignored\": false,' | '' | /findings/0 lacks ignored",
                "clf1:9f2c4be01d7a5c33 | clf1:POLL | /findings/0/fingerprint does not match",
                "'\"schemaVersion\": \"1.0\"' | '\"schemaVersion\": \"2.0\"' | /schemaVersion does not match"
            })
    void whatDoesNotKeepTheSchemaIsNamedWithItsPlace(String from, String to, String violation) {
        Path file = changed(directory, "r.json", "leaks.json", from, to);

        CommandRun run = CommandRun.of("validate", file);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.flat()).contains(violation);
    }

    @Test
    void soundReportKeepsItsSchema() {
        CommandRun run = CommandRun.of("validate", sample("leaks.json"));

        assertThat(run.flat()).contains("keeps the schema of a connleak report.");
        assertThat(run.code()).isZero();
    }

    @Test
    void listsAreCheckedByTheirOwnSchemas() {
        Path baseline = directory.resolve("baseline.json");
        Path suppressions = directory.resolve("suppressions.json");
        CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", baseline);
        CommandRun.of("suppress", "clf1:9f2c4be01d7a5c33", "--reason", "x", "--suppressions", suppressions);

        assertThat(CommandRun.of("validate", baseline).flat()).contains("keeps the schema of a connleak baseline");
        assertThat(CommandRun.of("validate", suppressions).flat())
                .contains("keeps the schema of a connleak suppressions");
        assertThat(CommandRun.of(
                                "validate",
                                written(
                                        directory,
                                        "bad.json",
                                        "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"reason\":\"x\"}]}"))
                        .flat())
                .contains("/entries/0 is nothing that is allowed here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "{\"a\":1}", "\u0000", "null", "7"})
    void whatIsNoFileOfOursIsThree(String text) {
        CommandRun run = CommandRun.of("validate", written(directory, "r.json", text));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("connleak: ");
    }

    @Test
    void validationAsJson() throws IOException {
        JsonNode json = MAPPER.readTree(
                CommandRun.of("validate", "--json", sample("leaks.json")).out());

        assertThat(json.get("valid").asBoolean()).isTrue();
        assertThat(json.get("violations")).isEmpty();
    }

    /** Every value of a report, taken away, made null, or of another type: both say yes or both say no. */
    @Test
    void ourValidatorAgreesWithAFullOne() throws IOException {
        JsonSchema full =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(MAPPER.readTree(ReportSchema.text()));
        Validator ours = new Validator(Schema.report);
        JsonNode report = MAPPER.readTree(text(sample("leaks.json")));
        int[] compared = {0};

        mutate(report, report, () -> {
            compared[0]++;
            assertThat(ours.violations(report).isEmpty())
                    .as(() -> full.validate(report) + " against " + ours.violations(report))
                    .isEqualTo(full.validate(report).isEmpty());
        });

        assertThat(compared[0]).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaks.json", "clean.json"})
    void scrubbedReportKeepsItsFingerprintsAndCounts(String sample) throws IOException {
        JsonNode before = MAPPER.readTree(text(sample(sample)));
        JsonNode after = scrubbed(sample(sample));

        for (String key :
                new String[] {"fingerprint", "count", "connectionsHeld", "site", "stacks", "at", "exchanges"}) {
            assertThat(after.findValues(key).stream().filter(JsonNode::isValueNode))
                    .containsExactlyElementsOf(before.findValues(key).stream()
                            .filter(JsonNode::isValueNode)
                            .toList());
        }
        assertThat(after.get("stacks")).isEqualTo(before.get("stacks"));
    }

    @Test
    void scrubbedReportKeepsTheSchemaAndHoldsNoNames() throws IOException {
        ObjectNode report = (ObjectNode) MAPPER.readTree(text(sample("leaks.json")));
        report.put("fieldOfTheFuture", "secret-future");
        ((ObjectNode) report.get("jvm")).put("host", "secret-host").put("mainClass", "/opt/secret-main.jar --token x");
        ((ObjectNode) report.get("labels")).put("team", "secret-team");
        ((ObjectNode) report.get("agent")).put("reason", "secret-reason");
        ((ObjectNode) report.at("/threads/0")).put("name", "secret-thread-7");
        ((ObjectNode) report.at("/exchanges/0")).put("url", "https://secret-host.example:8443/secret-path/{}");
        ((ObjectNode) report.at("/connections/0"))
                .put("remote", "10.1.2.3:8443")
                .put("local", "[fe80::1]:5")
                .put("route", "https://secret-host.example:8443");
        ((ObjectNode) report.at("/findings/0"))
                .put("route", "https://secret-host.example:8443")
                .put("summary", "secret-thread-7 holds 3 of https://secret-host.example:8443 for secret-team");
        for (JsonNode option : report.at("/config/options")) {
            ((ObjectNode) option).put("value", "secret-value");
        }

        JsonNode after = scrubbed(written(directory, "r.json", report.toString()));

        assertThat(after.toString()).doesNotContain("secret", "10.1.2.3", "fe80");
        assertThat(after.at("/findings/0/route").asText()).matches("https://host-\\d+:8443");
        assertThat(after.at("/exchanges/0/url").asText())
                .isEqualTo(after.at("/findings/0/route").asText() + "/…");
        assertThat(after.at("/findings/0/summary").asText())
                .matches("thread-1 holds 3 of https://host-\\d+:8443 for label-\\d+");
        assertThat(StrictSchema.load().violations(after)).isEmpty();
    }

    @Test
    void scrubbedReportGoesIntoAFileWhenAsked() {
        Path output = directory.resolve("out.json");

        CommandRun run = CommandRun.of("scrub", sample("leaks.json"), "--output", output);

        assertThat(run.code()).isZero();
        assertThat(CommandRun.of("report", output).code()).isZero();
    }

    @Test
    void whatIsNoReportCannotBeScrubbed() {
        assertThat(CommandRun.of("scrub", written(directory, "r.json", "{}")).code())
                .isEqualTo(3);
    }

    private static JsonNode scrubbed(Path file) throws IOException {
        CommandRun run = CommandRun.of("scrub", file);
        assertThat(run.code()).as(run.err()).isZero();
        return MAPPER.readTree(run.out());
    }

    private static void mutate(JsonNode root, JsonNode node, Runnable check) {
        if (node instanceof ObjectNode object) {
            for (String key : keys(object)) {
                JsonNode before = object.get(key);
                object.remove(key);
                check.run();
                for (JsonNode other : new JsonNode[] {
                    MAPPER.nullNode(),
                    MAPPER.getNodeFactory().numberNode(-7),
                    MAPPER.getNodeFactory().textNode("")
                }) {
                    object.set(key, other);
                    check.run();
                }
                object.set(key, before);
                mutate(root, before, check);
            }
        } else if (node.isArray() && !node.isEmpty()) {
            mutate(root, node.get(0), check);
        }
    }

    private static List<String> keys(ObjectNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
