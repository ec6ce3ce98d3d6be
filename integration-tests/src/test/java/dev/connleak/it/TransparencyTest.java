package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program shows of itself, with the agent and without. */
class TransparencyTest {
    private static final int TIMES = 6;
    private static final int EXIT_CODE = 3;
    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** What a run left behind. */
    private record Traces(List<String> stdout, int exitCode, List<String> stderr) {}

    @TempDir
    private Path directory;

    private final Map<Cell, RawServer> servers = new EnumMap<>(Cell.class);

    @BeforeEach
    void startServers() {
        for (Cell cell : Cell.values()) {
            servers.put(cell, RawServer.answering(Shape.LARGE.answer(cell)));
        }
    }

    @AfterEach
    void stopServers() {
        servers.values().forEach(RawServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void onlyStderrShowsThatTheAgentIsThere(Client client) {
        Launch launch = client.launch(Jdk.JDK_17);
        Path file = directory.resolve("report.json");

        Traces without = run(client, launch);
        Traces with = run(client, launch.watched(file, "heldAfter=100ms", "exitIdle=1ms", "announce=suspect"));

        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(with.exitCode()).isEqualTo(without.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(without.stderr()).isEmpty();
        assertThat(with.stderr()).allMatch(line -> line.startsWith("connleak"));
        assertThat(Report.read(file).findings()).isNotEmpty();
    }

    private Traces run(Client client, Launch launch) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            servers.forEach((cell, server) -> jvm.tell(client.run(cell, TIMES, server), COMMAND));
            jvm.tell("drop", COMMAND);
            jvm.tell("gc", COMMAND);
            return new Traces(jvm.stdout(), jvm.exit(EXIT_CODE), jvm.stderr());
        }
    }
}
