package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EndingProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that were given one place for all their reports. */
class SharedReportTest {
    private static final int JVMS = 8;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    private final List<TargetJvm> jvms = new ArrayList<>();
    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stop() {
        jvms.forEach(TargetJvm::close);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.json", ""})
    void eightJvmsThatEndTogetherLoseNothing(String name) {
        Path place = directory.resolve("reports").resolve(name);
        String option = name.isEmpty() ? place + "/" : place.toString();
        IntStream.range(0, JVMS).parallel().mapToObj(i -> start(option, i)).forEachOrdered(jvms::add);
        for (int i = 0; i < JVMS; i++) {
            jvms.get(i).tell("leak " + (i + 1) + " " + server.url(), COMMAND);
        }

        jvms.forEach(jvm -> jvm.send("exit 0"));

        jvms.forEach(jvm -> assertThat(jvm.awaitEnd()).as(jvm::story).isZero());
        assertThat(leaksByJvm()).containsExactly("0: 1", "1: 2", "2: 3", "3: 4", "4: 5", "5: 6", "6: 7", "7: 8");
        assertGateFindsLeaksIn(JVMS + " reports");
    }

    /** Two containers with one volume and one host name; the names of their reports are the same on purpose. */
    @Test
    void twoProcessesOfOnePidAndHostLoseNothing() {
        String option = directory.resolve("reports") + "/%h-%p.json";
        for (int i = 0; i < 2; i++) {
            jvms.add(TargetJvm.start(launch(option, i).under(Sandbox.OWN_PROCESSES.command())));
            jvms.get(i).tell("leak " + (i + 1) + " " + server.url(), COMMAND);
        }

        jvms.forEach(jvm -> jvm.send("exit 0"));

        jvms.forEach(jvm -> assertThat(jvm.awaitEnd()).as(jvm::story).isZero());
        assertThat(reports()).allMatch(report -> report.json().at("/jvm/pid").asLong() == 1);
        assertThat(leaksByJvm()).containsExactly("0: 1", "1: 2");
        assertGateFindsLeaksIn("2 reports");
    }

    /** A container that was killed and started again: the report of the first is still there, and still incomplete. */
    @Test
    void whatAKilledContainerLeftIsNotReplacedByTheNextOne() {
        String option = directory.resolve("reports") + "/%h-%p.json";
        TargetJvm killed = TargetJvm.start(launch(option, 0).under(Sandbox.OWN_PROCESSES.command()));
        jvms.add(killed);
        killed.tell("leak 1 " + server.url(), COMMAND);
        Await.upTo(COMMAND, this::reports, seen -> !seen.isEmpty());
        killed.signal("KILL");
        killed.awaitEnd();

        TargetJvm next = TargetJvm.start(launch(option, 1).under(Sandbox.OWN_PROCESSES.command()));
        jvms.add(next);
        next.tell("leak 2 " + server.url(), COMMAND);
        assertThat(next.exit()).as(next::story).isZero();

        assertThat(reports())
                .extracting(report -> report.json().at("/labels/number").asText()
                        + (report.json().path("complete").asBoolean() ? " complete" : " incomplete"))
                .containsExactlyInAnyOrder("0 incomplete", "1 complete");
        // A leak that was found weighs more than a JVM of which little is known.
        assertGateFindsLeaksIn("2 reports");
    }

    private void assertGateFindsLeaksIn(String reports) {
        Cli gate = Cli.run(directory, "gate", directory.resolve("reports").toString());
        assertThat(gate.exitCode()).as(gate::story).isEqualTo(1);
        assertThat(gate.stdout()).as(gate::story).contains(reports);
    }

    private TargetJvm start(String option, int number) {
        return TargetJvm.start(launch(option, number));
    }

    private static Launch launch(String option, int number) {
        return CLIENT.launch(Jdk.JDK_17, EndingProgram.class)
                .flags("-Xmx64m")
                .watched(option, "exitIdle=1ms", "labels=number=" + number);
    }

    /** Such as {@code 3: 4}, the number of the JVM and how many leaks its report tells. */
    private List<String> leaksByJvm() {
        return reports().stream()
                .map(report -> report.json().at("/labels/number").asText() + ": "
                        + report.findings().stream()
                                .mapToInt(finding -> finding.number("count"))
                                .sum())
                .sorted()
                .toList();
    }

    private List<Report> reports() {
        return Report.ifWrittenIn(directory.resolve("reports"));
    }
}
