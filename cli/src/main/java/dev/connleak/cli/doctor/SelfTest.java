package dev.connleak.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.demo.Backend;
import dev.connleak.cli.launch.ChildJvm;
import dev.connleak.cli.launch.Deadline;
import dev.connleak.cli.launch.LaunchException;
import dev.connleak.cli.launch.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Starts a JVM with the agent that leaks once, on this machine, and looks whether the agent finds it. */
public final class SelfTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String NAME = "self-test";

    private SelfTest() {}

    public static Check run() {
        try (Workbench bench = Workbench.open();
                Backend backend = Backend.start()) {
            Deadline deadline = Deadline.in(DEADLINE);
            ChildJvm program = bench.startWatched(
                    "the program that leaks once",
                    OneLeak.class,
                    List.of(backend.uri().resolve("/prices").toString()));
            program.nextLine(deadline);
            program.end(deadline);
            return judged(new ObjectMapper().readTree(Files.readAllBytes(bench.report())));
        } catch (LaunchException e) {
            return Check.unseen(NAME, e);
        } catch (IOException e) {
            return Check.attention(
                    NAME,
                    "a JVM with the agent ran and left no report ("
                            + e.getClass().getSimpleName() + ")",
                    "Run connleak demo: it shows the same in steps.");
        }
    }

    static Check judged(JsonNode report) {
        for (JsonNode finding : report.path("findings")) {
            if (finding.path("site").path("class").asText().equals(OneLeak.class.getName())) {
                return Check.ok(
                        NAME,
                        "a program that leaks once was started, and its line was found: OneLeak."
                                + finding.path("site").path("method").asText() + " ("
                                + finding.path("grade").asText() + ")");
            }
        }
        return Check.attention(
                NAME,
                "a program leaked once, and its line was not found",
                "This Java is not one that connleak can watch, or connleak has a fault: report it with the output of "
                        + "connleak demo.");
    }
}
