package dev.connleak.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {

    @TempDir
    Path directory;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ReportReader reader = new ReportReader();

    @Test
    void wholeReportIsRead() throws IOException {
        Report report = reader.read(file(sample())).report();

        assertThat(report.complete()).isTrue();
        assertThat(report.findings()).hasSize(3);
        assertThat(report.exchanges()).hasSize(6);
        assertThat(report.stack(1)).isNotEmpty();
    }

    @Test
    void unknownKeysAndANewerMinorAreWelcome() throws IOException {
        String newer =
                sample().replace("\"schemaVersion\": \"1.0\"", "\"schemaVersion\": \"1.7\", \"new\": {\"a\": [1]}");

        assertThat(reader.read(file(newer)).report().schemaVersion()).isEqualTo("1.7");
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertThat(reader.read(file("\uFEFF" + sample())).report().findings()).hasSize(3);
    }

    @Test
    void missingFileIsNamed() {
        refused(UnreadableFileException.class, directory.resolve("no.json"), "does not exist");
    }

    @Test
    void directoryIsNotAFile() {
        refused(UnreadableFileException.class, directory, "is a directory: name the report files in it");
    }

    @Test
    void emptyFileIsCut() throws IOException {
        refused(CutReportException.class, file(" \n"), "is empty: take the report again");
    }

    @Test
    void everyPrefixOfAReportIsCut() throws IOException {
        String sample = sample();
        for (int length = 1; length < sample.length() - 2; length += 97) {
            refused(CutReportException.class, file(sample.substring(0, length)), "is cut short");
        }
        refused(CutReportException.class, file("{\"complete\": tru"), "is cut short");
    }

    @Test
    void binaryFileIsNoReport() throws IOException {
        Path zip = directory.resolve("a.zip");
        Files.write(zip, new byte[] {'P', 'K', 3, 4, 0, (byte) 0x80, (byte) 0xff});

        refused(ForeignFileException.class, zip, "is a binary file");
    }

    @Test
    void textThatIsNoJsonIsNoReport() throws IOException {
        refused(ForeignFileException.class, file("PASS\nall is well\n"), "is not JSON (line 1, column");
        refused(ForeignFileException.class, file(sample() + "{}"), "is not JSON");
    }

    @Test
    void otherJsonIsNoReport() throws IOException {
        String sentence = "is JSON but not a connleak report";
        refused(ForeignFileException.class, file("[]"), sentence);
        refused(ForeignFileException.class, file("{}"), sentence);
        refused(ForeignFileException.class, file("null"), sentence);
        refused(ForeignFileException.class, file("{\"schemaVersion\": \"1.0\"}"), sentence);
        refused(ForeignFileException.class, file(sample().replace("\"1.0\"", "1.0")), sentence);
        refused(ForeignFileException.class, file(sample().replace("\"1.0\"", "\"0.9\"")), sentence);
    }

    @Test
    void newerMajorIsRefused() throws IOException {
        refused(
                NewerReportException.class,
                file(sample().replace("\"1.0\"", "\"2.0\"")),
                "was written by a newer connleak (report schema 2.0); this connleak reads 1.x: update connleak");
    }

    @Test
    void reportWithoutASectionThatVerdictsNeedIsRefused() throws IOException {
        refused(
                ForeignFileException.class,
                file(sample().replace("\"findings\":", "\"finding\":")),
                "\"findings\" is missing");
    }

    @Test
    void wrongTypeIsNamedByItsPath() throws IOException {
        refused(
                ForeignFileException.class,
                file(sample().replace("\"count\": 20", "\"count\": \"20\"")),
                "findings[0].count is missing or of the wrong type");
        refused(
                ForeignFileException.class,
                file(sample().replaceFirst("\"kind\": \"body-abandoned\"", "\"kind\": null")),
                "findings[0] is missing or of the wrong type");
    }

    @ParameterizedTest
    @CsvSource({
        "/connections/0, route, 7, connections[0].route",
        "/connections/0, uses, 1.5, connections[0].uses",
        "/connections/0, loopThreads, {}, connections[0].loopThreads",
        "/connections/0, loopThreads, ['x'], connections[0].loopThreads[0]",
        "/exchanges/0, status, 99999999999, exchanges[0]",
        "/exchanges/0, body, 7, exchanges[0].body",
        "/exchanges/0/body, framing, [], exchanges[0].body.framing",
        "'', connections, [1], connections[0]",
    })
    void wrongTypeInALargeTableIsNamedByItsPath(String parent, String key, String value, String path)
            throws IOException {
        JsonNode tree = MAPPER.readTree(sample());
        ((ObjectNode) tree.at(parent)).set(key, MAPPER.readTree(value.replace('\'', '"')));

        refused(ForeignFileException.class, file(tree.toString()), path + " is missing or of the wrong type");
    }

    @Test
    void rowsOfLargeTablesMayHaveTheirKeysInAnyOrderAndNewOnes() throws IOException {
        Report report = reader.read(file(sample())).report();
        JsonNode tree = MAPPER.readTree(sample());
        for (String table : List.of("connections", "exchanges")) {
            for (JsonNode row : tree.path(table)) {
                ((ObjectNode) row).putObject("new").putArray("id").addObject();
                // Now the last of its keys.
                ((ObjectNode) row).set("id", ((ObjectNode) row).remove("id"));
            }
        }

        Report other = reader.read(file(tree.toString())).report();

        assertThat(report.exchanges()).isNotEmpty().isEqualTo(other.exchanges());
        assertThat(report.connections()).isNotEmpty().isEqualTo(other.connections());
    }

    @Test
    void exchangesThatNothingShowsAreNotLookedAt() throws IOException {
        JsonNode tree = MAPPER.readTree(sample());
        ArrayNode exchanges = (ArrayNode) tree.path("exchanges");
        for (int i = 0; i < 1000; i++) {
            exchanges.addObject().put("id", "y" + i);
        }
        exchanges
                .addObject()
                .put("id", "z")
                .put("status", "no number")
                .putArray("body")
                .addObject();
        exchanges.add(exchanges.get(0).deepCopy());

        Report report = reader.read(file(tree.toString())).report();

        assertThat(report.exchanges())
                .extracting(Exchange::id)
                .startsWith("x1")
                .contains("y0")
                .doesNotContain("z")
                .endsWith("x1");
    }

    @Test
    void jsonBeyondAllBoundsIsNoReport() throws IOException {
        String sentence = "is JSON but not a connleak report";
        refused(ForeignFileException.class, file("{\"a\":" + "[".repeat(100_000)), sentence);
        refused(ForeignFileException.class, file("{\"a\":\"" + "x".repeat(30_000_000) + "\"}"), sentence);
        refused(ForeignFileException.class, file("{\"a\":" + "1".repeat(100_000) + "}"), sentence);
    }

    @Test
    void referencesThatLeadNowhereAreEmpty() throws IOException {
        Report report = reader.read(file(sample())).report();

        assertThat(report.stack(null)).isEmpty();
        assertThat(report.stack(-1)).isEmpty();
        assertThat(report.stack(99)).isEmpty();
        assertThat(report.thread(99)).isNull();
    }

    private void refused(Class<? extends ReportException> type, Path file, String sentence) {
        assertThatExceptionOfType(type)
                .isThrownBy(() -> reader.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(sentence);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("report.json"), text);
    }

    private static String sample() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReportReaderTest.class.getResourceAsStream("/reports/leaks.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
