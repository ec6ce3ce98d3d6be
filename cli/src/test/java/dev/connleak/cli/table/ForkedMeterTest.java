package dev.connleak.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.ReportReader;
import dev.connleak.report.ReportInvariants;
import dev.connleak.report.StrictSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkedMeterTest {

    @Test
    void reportBehindTheTableIsValidAndAddsUp() throws Exception {
        List<JsonNode> reports = new ArrayList<>();
        ForkedMeter meter = new ForkedMeter(file -> {
            ReportFile read = new ReportReader().read(file);
            reports.add(json(read));
            return read;
        });

        meter.measure(BodySize.small, Treatment.all(true));

        assertThat(reports).hasSize(1);
        assertThat(StrictSchema.load().violations(reports.get(0))).isEmpty();
        assertThat(ReportInvariants.violations(reports.get(0))).isEmpty();
    }

    private static JsonNode json(ReportFile report) {
        try {
            return new ObjectMapper().readTree(report.path().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
