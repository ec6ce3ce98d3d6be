package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.connleak.it.soak.Served;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests on a connection that the server has closed meanwhile, which {@code HttpURLConnection} sends again by itself. */
class SentAgainTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    @Test
    void theLeakedBodyOfTheSecondAttemptIsFound() {
        Report report = afterADeadConnection(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, Served.LARGE);

        assertThat(report.findings())
                .extracting(Finding::kind, Finding::site, finding -> finding.number("count"))
                .containsExactly(tuple("body-held", Site.marked(CLIENT.cells(), "keepAliveUnreadNotClosed"), 1));
        assertThat(report.rows("exchanges"))
                .extracting(row -> row.path("url").asText())
                .singleElement()
                .asString()
                .endsWith("/LARGE");
    }

    @Test
    void theHealthyTwinIsReadToItsEnd() {
        Report report = afterADeadConnection(Cell.KEEP_ALIVE_READ_CLOSED, Served.SMALL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.json().at("/totals/bodies/readToEof").asInt()).isEqualTo(2);
        assertThat(report.json().at("/totals/bodies/none").asInt())
                .as("the attempt on the dead connection")
                .isEqualTo(1);
    }

    private Report afterADeadConnection(Cell cell, Served served) {
        Path file = directory.resolve("report.json");
        try (SoakServer server = new SoakServer();
                TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(file, "exitIdle=1ms"))) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, server.url(0, Served.LAST_UNTOLD)), COMMAND);
            assertThat(Await.upTo(COMMAND, server::open, open -> open == 0)).isZero();
            jvm.tell(CLIENT.run(cell, 1, server.url(0, served)), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();
        }
        return Report.read(file);
    }
}
