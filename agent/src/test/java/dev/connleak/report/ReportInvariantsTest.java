package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportInvariantsTest {
    private JsonNode report;

    @BeforeEach
    void readTheFullSample() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ReportWriter.write(SampleReports.full(), json);
        report = new ObjectMapper().readTree(json.toByteArray());
    }

    @Test
    void holdForTheSample() {
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void bodiesAddUpToExchanges() {
        object("/totals/bodies").put("open", 9);

        assertThat(ReportInvariants.violations(report)).containsExactly("bodies add up to 58, exchanges are 57");
    }

    @Test
    void cellsHoldNoMoreThanAllExchanges() {
        object("/cells/0").put("exchanges", 21);

        assertThat(ReportInvariants.violations(report)).containsExactly("cells hold 58 exchanges of 57");
    }

    @Test
    void aCutTableHasTheRowsItSaysItKept() {
        object("/limits/truncated/0").put("kept", 2);

        assertThat(ReportInvariants.violations(report)).containsExactly("connections has 1 rows and says it kept 2");
    }

    @Test
    void oneFingerprintIsOneFinding() {
        array("/findings").add(report.at("/findings/0"));

        assertThat(ReportInvariants.violations(report)).containsExactly("clf1:9f2c000000000001 is two findings");
    }

    @Test
    void kindsAddUpToTheCount() {
        object("/findings/0/byKind").put("body-held", 9);

        assertThat(ReportInvariants.violations(report))
                .containsExactly("clf1:9f2c000000000001 counts 20 and by kind 21");
    }

    @Test
    void noMoreAreOpenThanWereCounted() {
        object("/findings/0").put("openNow", 21);

        assertThat(ReportInvariants.violations(report))
                .containsExactly("clf1:9f2c000000000001 has more open than were ever counted");
    }

    @Test
    void instancesExistWhereTheirTableIsWhole() {
        array("/findings/0/instances").add("x7");

        assertThat(ReportInvariants.violations(report))
                .containsExactly("clf1:9f2c000000000001 refers to x7, which is not in exchanges");
    }

    @Test
    void instancesMayBeMissingWhereTheirTableWasCut() {
        array("/findings/0/instances").add("c7");

        assertThat(ReportInvariants.violations(report)).isEmpty();
    }

    @Test
    void idsAreUnique() {
        array("/pools").add(report.at("/pools/0"));

        assertThat(ReportInvariants.violations(report)).containsExactly("pools holds p1 twice");
    }

    @Test
    void indexesStayWithinTheirTables() {
        array("/pools/0/waiters").add(2);
        object("/exchanges/0").put("stack", 5);

        assertThat(ReportInvariants.violations(report))
                .containsExactly("index 2 into threads, which has 2 rows", "index 5 into stacks, which has 2 rows");
    }

    @Test
    void bothClocksKnowATimeOrNeitherDoes() {
        object("/connections/0").putNull("readerAtMillis");

        assertThat(ReportInvariants.violations(report))
                .containsExactly("/connections/0/readerAt and readerAtMillis do not go together");
    }

    private ObjectNode object(String path) {
        return (ObjectNode) report.at(path);
    }

    private ArrayNode array(String path) {
        return (ArrayNode) report.at(path);
    }
}
