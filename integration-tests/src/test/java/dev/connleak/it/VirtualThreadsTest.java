package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Answer.Framing;
import dev.connleak.it.target.VirtualThreads;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A hundred thousand threads, each with an exchange, on one carrier: whatever pinned it would stop them all. On the other
 * JDK that has them a fifth of that, and a ledger that is as much smaller.
 */
class VirtualThreadsTest {
    private static final int LEAKS = 5;
    private static final Duration COMMAND = Duration.ofSeconds(240);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"JDK_21, 20000", "JDK_25, 100000"})
    void theirLeaksAreFoundAmongThem(Jdk jdk, int threads) {
        Path file = directory.resolve("report.json");
        Launch launch = Client.REFERENCE
                .launch(jdk, VirtualThreads.class)
                .flags("-Xmx512m", "-Djdk.virtualThreadScheduler.parallelism=1")
                .watched(file, "exitIdle=1ms", "capacity=" + threads);
        try (RawServer server = RawServer.answering(Answer.of(Framing.CONTENT_LENGTH, Answer.SMALL));
                TargetJvm jvm = TargetJvm.start(launch)) {
            String result = jvm.tell("run " + threads + " " + LEAKS + " " + server.url(), COMMAND);
            assertThat(result).as(jvm::story).isEqualTo("0 failed");
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            assertThat(report.json().at("/totals/exchanges").asInt()).isEqualTo(threads);
            assertThat(report.json().at("/limits/dropped").asInt()).isZero();
            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(finding -> finding.number("count"))
                    .containsExactly(LEAKS);
        }
    }
}
