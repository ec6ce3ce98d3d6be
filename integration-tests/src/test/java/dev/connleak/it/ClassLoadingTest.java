package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.LoadingProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports that are asked for while a thread of the application is inside its class loader, and stays there. */
class ClassLoadingTest {
    private static final Duration COMMAND = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Of an agent that has never looked at an object of this client. */
    @ParameterizedTest
    @EnumSource(names = {"APACHE_5", "OKHTTP_4", "REFERENCE"})
    void aReportOfALateAgentComes(Client client) {
        try (TargetJvm jvm = TargetJvm.start(launch(client))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, server), COMMAND);
            load(jvm);
            Attach.agent(jvm, AgentJar.argument(directory.resolve("report.json"), "exitIdle=1ms"));

            Report report = Told.by(jvm, "dump").report();

            assertThat(report.json().at("/time/mode").asText()).isEqualTo("attach");
            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(Report.read(directory.resolve("report.json"))
                            .json()
                            .path("complete")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APACHE_5", "OKHTTP_4", "REFERENCE"})
    void theExitReportNamesTheLeak(Client client) {
        Path file = directory.resolve("report.json");
        try (TargetJvm jvm = TargetJvm.start(launch(client).watched(file, "exitIdle=1ms"))) {
            jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, 1, server), COMMAND);
            load(jvm);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(file).as(jvm::story).exists();
            Report report = Report.read(file);
            assertThat(report.json().path("complete").asBoolean())
                    .as(jvm::story)
                    .isTrue();
            assertThat(report.findings()).extracting(Finding::kind).containsExactly("body-held");
        }
    }

    private static Launch launch(Client client) {
        return client.launch(Jdk.JDK_17, LoadingProgram.class);
    }

    private static void load(TargetJvm jvm) {
        jvm.tell("set load now", COMMAND);
        String loading = Await.upTo(COMMAND, () -> jvm.tell("get loading", COMMAND), "true"::equals);
        assertThat(loading).as(jvm::story).isEqualTo("true");
    }
}
