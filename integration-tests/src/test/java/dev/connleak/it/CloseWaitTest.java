package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.BurstProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A burst fills a pool, and the server closes what has become idle. */
@EnabledOnOs(OS.LINUX)
class CloseWaitTest {
    private static final int BURST = 8;
    private static final Duration COMMAND = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"APACHE_5, execute", "OKHTTP_4, call"})
    void idleConnectionsThatOnlyTheServerHasClosedAreWaste(Client client, String method) {
        Path file = directory.resolve("report.json");
        try (BurstServer server = BurstServer.of(BURST);
                TargetJvm jvm = TargetJvm.start(launch(file))) {
            jvm.tell("burst " + client + " " + BURST + " " + server.url(), COMMAND);
            server.closeConnections();
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings())
                    .as(jvm::story)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo("close-wait-idle");
                        assertThat(finding.severity()).isEqualTo("waste");
                        assertThat(finding.number("count")).isEqualTo(BURST);
                        assertThat(finding.site()).isEqualTo(Site.marked(BurstProgram.class, method));
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APACHE_5", "OKHTTP_4", "REFERENCE", "JDK_HTTP_CLIENT", "HTTP_URL_CONNECTION"})
    void idleConnectionsThatTheServerKeepsAreAPool(Client client) {
        Path file = directory.resolve("report.json");
        try (BurstServer server = BurstServer.of(BURST);
                TargetJvm jvm = TargetJvm.start(launch(file))) {
            jvm.tell("burst " + client + " " + BURST + " " + server.url(), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).as(jvm::story).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APACHE_5", "OKHTTP_4", "REFERENCE", "JDK_HTTP_CLIENT", "HTTP_URL_CONNECTION"})
    void aServerThatEndsBeforeItsClientIsNoFinding(Client client) {
        Path file = directory.resolve("report.json");
        try (BurstServer server = BurstServer.of(BURST);
                TargetJvm jvm = TargetJvm.start(launch(file))) {
            jvm.tell("burst " + client + " " + BURST + " " + server.url(), COMMAND);
            server.close();
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(Report.read(file).findings()).as(jvm::story).isEmpty();
        }
    }

    private static Launch launch(Path file) {
        return Client.launchAll(Jdk.JDK_17, BurstProgram.class).watched(file, "exitIdle=1ms");
    }
}
