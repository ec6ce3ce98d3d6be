package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.track.Book;
import dev.connleak.track.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many live connections as the ledger has room for; how long that takes is measured by {@link ReportBenchmark}. */
class CrowdTest {
    private static final int CONNECTIONS = 100_000;

    @Test
    void aHundredThousandConnectionsAreCountedInFullAndShownInPart() throws IOException, InterruptedException {
        Book book = Crowd.of(CONNECTIONS);
        long start = book.now();
        book.live(Duration.ofSeconds(40));

        Snapshot snapshot = book.snapshot();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter.write(Assembled.report(snapshot, Judged.causes(snapshot), List.of(), start, CONNECTIONS), out);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());

        long found = 0;
        for (JsonNode finding : report.path("findings")) {
            found += finding.path("openNow").asLong();
        }
        assertThat(found).isEqualTo(CONNECTIONS);
        assertThat(report.at("/totals/exchanges").asLong()).isEqualTo(CONNECTIONS);
        assertThat(report.at("/totals/connectionsOpen").asLong()).isEqualTo(CONNECTIONS);
        assertThat(report.at("/limits/dropped").asLong()).isZero();
        assertThat(report.at("/limits/truncated").findValues("total"))
                .extracting(JsonNode::asInt)
                .containsExactly(CONNECTIONS, CONNECTIONS);
        assertThat(report.path("exchanges")).hasSize(1000);
        assertThat(ReportInvariants.violations(report)).isEmpty();
    }
}
