package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.it.target.Cell;
import dev.connleak.track.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors inside the agent's events, and what the application notices of them: nothing. */
class NoHarmTest {
    private static final int TIMES = 3;

    /** Enough to switch the agent off. */
    private static final int ERRORS = 12;

    private static final int EXIT_CODE = 3;
    /** The tenth switches the agent off. */
    private static final int FORGIVEN = 9;

    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** What a run left behind. */
    private record Traces(List<String> stdout, int exitCode, List<String> stderr) {}

    @TempDir
    private Path directory;

    private final RawServer leaking = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
    private final RawServer healthy = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_READ_CLOSED));

    @AfterEach
    void stopServers() {
        leaking.close();
        healthy.close();
    }

    static Stream<List<Event>> eventsInGroups() {
        Event[] all = Event.values();
        return IntStream.range(0, (all.length + FORGIVEN - 1) / FORGIVEN)
                .mapToObj(i -> Arrays.asList(all).subList(i * FORGIVEN, Math.min(all.length, (i + 1) * FORGIVEN)));
    }

    @ParameterizedTest
    @MethodSource("eventsInGroups")
    void anErrorInAnyEventIsCountedAndNotNoticed(List<Event> events) {
        String[] commands =
                events.stream().map(event -> "set sabotage." + event + " once").toArray(String[]::new);

        Traces without = run(Client.launchAll(Jdk.JDK_17), commands);
        Traces with = run(sabotaged(), commands);

        assertThat(with).isEqualTo(without);
        assertThat(agent().path("state").asText()).isEqualTo("active");
        int thrown = agent().path("internalErrors").asInt();
        assertThat(thrown).isPositive().isLessThanOrEqualTo(events.size());
    }

    @Test
    void tenErrorsSwitchTheAgentOffWithOneLine() {
        String always = "set sabotage.HEAD always";

        Traces without = run(Client.launchAll(Jdk.JDK_17), always);
        Traces with = run(sabotaged(), always);

        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(with.exitCode()).isEqualTo(without.exitCode());
        assertThat(with.stderr()).singleElement().asString().startsWith("connleak WARN switched itself off");
        assertThat(agent().path("state").asText()).isEqualTo("off-by-errors");
        assertThat(agent().path("reason").asText()).contains("sabotage of HEAD");
        assertThat(findings())
                .as(findings().toString())
                .allMatch(each -> each.path("route").asText().equals(leaking.route()));
        Cli gate = Cli.run(directory, "gate", file().toString(), "--fail-on", "proven");
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(4);
    }

    @Test
    void statusOfAnAgentThatIsOffIsThatNobodyLooks() {
        try (TargetJvm jvm = TargetJvm.start(sabotaged())) {
            assertThat(Told.by(jvm, "status").exitCode()).isZero();
            jvm.tell("set sabotage.HEAD always", COMMAND);
            jvm.tell(Client.REFERENCE.run(Cell.KEEP_ALIVE_READ_CLOSED, ERRORS, healthy), COMMAND);

            Told status = Await.upTo(COMMAND, () -> Told.by(jvm, "status"), seen -> seen.exitCode() == 4);

            assertThat(status.exitCode()).as(jvm::story).isEqualTo(4);
            assertThat(status.message()).contains("off-by-errors", "sabotage of HEAD");
        }
    }

    @Test
    void aLostEndOfALeaseIsOnlySuspectedAndALeakAfterItIsFound() {
        try (TargetJvm jvm = TargetJvm.start(sabotaged("exitIdle=1ms"))) {
            for (Client client : Client.values()) {
                jvm.tell("set sabotage.RELEASED once", COMMAND);
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, 1, healthy), COMMAND);
            }
            // Whoever asks makes a snapshot, before which the errors are seen.
            assertThat(Told.by(jvm, "dump").exitCode()).isZero();
            for (Client client : Client.values()) {
                jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);
            }

            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = unwell();
            assertThat(agent().path("internalErrors").asInt()).isEqualTo(Client.values().length);
            assertThat(report.findings())
                    .as(jvm::story)
                    .filteredOn(finding -> finding.isOf(healthy))
                    .isNotEmpty()
                    .allMatch(finding -> finding.grade().equals("suspect"));
            assertThat(report.findings())
                    .as(jvm::story)
                    .filteredOn(
                            finding -> finding.isOf(leaking) && !finding.grade().equals("suspect"))
                    .extracting(Finding::site, finding -> finding.number("count"))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Client.values())
                            .map(client -> tuple(Site.marked(client.cells(), "keepAliveUnreadNotClosed"), TIMES))
                            .toList());
        }
    }

    /** {@code Thread.stop} works up to JDK 19; where it strikes inside an event the thread has to die all the same. */
    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_11", "JDK_17"})
    void aThreadThatIsStoppedInsideAnEventDies(Jdk jdk) {
        Launch launch = Client.HTTP_URL_CONNECTION
                .launch(jdk)
                .flags("-javaagent:" + SabotagedAgent.in(directory) + "=" + AgentJar.argument(file()));
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("set sabotage.HEAD linger", COMMAND);
            jvm.tell(Client.HTTP_URL_CONNECTION.begin(Cell.KEEP_ALIVE_READ_CLOSED, healthy), COMMAND);
            String inside = Await.upTo(COMMAND, () -> jvm.tell("get lingering", COMMAND), "true"::equals);
            assertThat(inside).as(jvm::story).isEqualTo("true");

            assertThat(jvm.tell("stop begun-1", COMMAND)).as(jvm::story).isEqualTo("died");

            assertThat(jvm.exit()).as(jvm::story).isZero();
            assertThat(agent().path("internalErrors").asInt()).isZero();
        }
    }

    private Traces run(Launch launch, String... commands) {
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            for (String command : commands) {
                jvm.tell(command, COMMAND);
            }
            for (Client client : Client.values()) {
                jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, leaking), COMMAND);
                jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
            }
            return new Traces(jvm.stdout(), jvm.exit(EXIT_CODE), jvm.stderr());
        }
    }

    private Launch sabotaged(String... options) {
        return Client.launchAll(Jdk.JDK_17)
                .flags("-javaagent:" + SabotagedAgent.in(directory) + "=" + AgentJar.argument(file(), options));
    }

    private Report unwell() {
        try {
            return Report.ofAnUnwellAgent(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode agent() {
        return report().path("agent");
    }

    /** What leaked before the agent was switched off; what was open then and closed later is none of it. */
    private JsonNode findings() {
        return report().path("findings");
    }

    private JsonNode report() {
        try {
            return new ObjectMapper().readTree(file().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("report.json");
    }
}
