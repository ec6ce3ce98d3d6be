package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built command line looks why it sees nothing. */
class DoctorTest {
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    @Test
    void aWatchedProgramWithTrafficIsWellAndTheSelfTestFindsItsLeak() throws JsonProcessingException {
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));
                TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).watched(directory.resolve("report.json")))) {
            jvm.tell(CLIENT.run(Cell.KEEP_ALIVE_READ_CLOSED, 2, server), Duration.ofSeconds(30));

            Cli doctor = Cli.run(directory, "doctor", Long.toString(jvm.pid()), "--json");

            assertThat(doctor.exitCode()).as(doctor::story).isZero();
            JsonNode checks = new ObjectMapper().readTree(doctor.stdout()).path("checks");
            assertThat(checks)
                    .extracting(check -> check.path("name").asText() + " "
                            + check.path("state").asText())
                    .contains("agent jar ok", "attach ok", "clients ok", "exchanges ok", "report ok", "self-test ok");
        }
    }

    @Test
    void aProgramWithoutTheAgentNeedsAttention() {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17))) {
            Cli doctor = Cli.run(directory, "doctor", Long.toString(jvm.pid()), "--no-self-test");

            assertThat(doctor.exitCode()).as(doctor::story).isEqualTo(1);
            assertThat(doctor.stdout())
                    .contains("[ATTENTION] attach:", "connleak attach " + jvm.pid(), "Something needs attention");
        }
    }

    @Test
    void aJvmThatRefusesAgentsIsToldByItsFlag() {
        try (TargetJvm jvm = TargetJvm.start(CLIENT.launch(Jdk.JDK_17).flags("-XX:+DisableAttachMechanism"))) {
            Cli doctor = Cli.run(directory, "doctor", Long.toString(jvm.pid()), "--no-self-test");

            assertThat(doctor.exitCode()).as(doctor::story).isEqualTo(1);
            assertThat(doctor.stdout())
                    .contains("[ATTENTION] start options: -XX:+DisableAttachMechanism", "[COULD NOT LOOK] attach:");
        }
    }

    @Test
    void aProcessThatIsNotThereCannotBeLookedAt() {
        Cli doctor = Cli.run(directory, "doctor", "2147483646", "--no-self-test");

        assertThat(doctor.exitCode()).as(doctor::story).isEqualTo(4);
        assertThat(doctor.stdout()).contains("[COULD NOT LOOK] process: there is no process 2147483646");
    }
}
