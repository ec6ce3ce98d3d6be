package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
    @Test
    void everyFieldIsWrittenInTheOrderOfTheContract() throws IOException {
        assertThat(json(SampleReports.full())).isEqualTo(golden("full.json"));
    }

    @Test
    void whatIsUnknownIsWrittenAsNull() throws IOException {
        assertThat(json(SampleReports.bare())).isEqualTo(golden("bare.json"));
    }

    @Test
    void whatIsWrittenFitsTheSchemaAndNothingElseIsWritten() throws IOException {
        StrictSchema schema = StrictSchema.load();

        assertThat(schema.violations(read(SampleReports.full()))).isEmpty();
        assertThat(schema.violations(read(SampleReports.bare()))).isEmpty();
    }

    @Test
    void controlCharactersAndLineSeparatorsSurvive() throws IOException {
        String odd = "\u0000\u001f\u007f\n\"\\\u2028\uFFFE\uD83D\uDE00";

        JsonNode labels = read(SampleReports.withLabel(odd, odd)).path("labels");

        assertThat(labels.path(odd).asText()).isEqualTo(odd);
    }

    @Test
    void halfASurrogatePairBecomesAReplacementCharacter() throws IOException {
        String odd = "a\uD83Db\uDE00\uD83D";

        JsonNode labels = read(SampleReports.withLabel(odd, odd)).path("labels");

        assertThat(labels.path("a\uFFFDb\uFFFD\uFFFD").asText()).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
    }

    @Test
    void theDefaultCapsFitIntoAMegabyte() throws IOException {
        Report full = SampleReports.full();
        Report.Draft report = new Report.Draft(full.run, full.watch, full.totals);
        report.connections = repeated(full.connections.get(0));
        report.exchanges = repeated(full.exchanges.get(0));

        assertThat(json(report.finish()).length()).isLessThan(1_000_000);
    }

    private static <T> List<T> repeated(T row) {
        List<T> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(row);
        }
        return rows;
    }

    private static JsonNode read(Report report) throws IOException {
        return new ObjectMapper().readTree(json(report));
    }

    private static String json(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportWriterTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
