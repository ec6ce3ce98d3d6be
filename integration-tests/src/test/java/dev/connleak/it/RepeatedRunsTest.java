package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One leaky program again and again, with more busy threads than cores, under G1 and ZGC: whichever thread comes first, and
 * whenever something is collected, its causes are the same. {@code -Dconnleak.runs=20} for more than three runs each.
 */
class RepeatedRunsTest {
    private static final int RUNS = Integer.getInteger("connleak.runs", 3);
    private static final int BUSY = 3;
    private static final int TIMES = 4;
    private static final List<Client> DROPPED = List.of(Client.HTTP_URL_CONNECTION, Client.APACHE_5, Client.OKHTTP_4);
    private static final List<Client> HELD = List.of(Client.REFERENCE, Client.JDK_HTTP_CLIENT, Client.JETTY_9);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private enum Collector {
        G1("-XX:+UseG1GC"),
        Z("-XX:+UseZGC");

        private final String flag;

        Collector(String flag) {
            this.flag = flag;
        }
    }

    /** What a build server remembers of a run. */
    private record Result(Set<String> causes, int gate) {}

    @TempDir
    private Path directory;

    @Test
    void haveTheSameFingerprintsKindsAndGate() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Collector collector : Collector.values()) {
            for (int i = 0; i < RUNS; i++) {
                results.add(run(collector));
            }
        }

        assertThat(results.get(0).causes()).hasSize(Client.values().length);
        assertThat(results.get(0).gate()).isEqualTo(1);
        assertThat(results)
                .as("the first %d under G1, the others under ZGC", RUNS)
                .containsOnly(results.get(0));
    }

    private Result run(Collector collector) throws IOException {
        Path reports = Files.createTempDirectory(directory, collector.name());
        Launch launch = Client.launchAll(Jdk.JDK_17)
                .flags(collector.flag, "-Xmx256m")
                .watched(reports + "/", "gc=true", "gcTimeout=60s", "exitTimeout=120s", "exitIdle=1ms");
        List<RawServer> servers = new ArrayList<>();
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("busy " + BUSY, COMMAND);
            for (Client client : DROPPED) {
                leak(jvm, client, servers);
            }
            jvm.tell("drop", COMMAND);
            for (Client client : HELD) {
                leak(jvm, client, servers);
            }
            assertThat(jvm.exit()).as(jvm::story).isZero();
        } finally {
            servers.forEach(RawServer::close);
        }
        Cli gate = Cli.run(directory, "gate", reports.toString());
        return new Result(causes(reports), gate.exitCode());
    }

    /** Returns when the client has all that it takes of what nobody reads. */
    private static void leak(TargetJvm jvm, Client client, List<RawServer> servers) {
        RawServer healthy = RawServer.answering(Shape.SMALL.answer(Cell.KEEP_ALIVE_READ_CLOSED));
        RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
        servers.addAll(List.of(healthy, server));
        jvm.tell(client.run(Cell.KEEP_ALIVE_READ_CLOSED, TIMES, healthy), COMMAND);
        jvm.tell(client.run(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED, TIMES, server), COMMAND);
        Outcome outcome = Await.upTo(SETTLED, () -> Outcome.at(server), seen -> seen.is(Word.HELD));
        assertThat(outcome.is(Word.HELD)).as(outcome + "\n" + jvm.story()).isTrue();
    }

    private static Set<String> causes(Path reports) {
        Set<String> causes = new TreeSet<>();
        for (Report report : Report.ifWrittenIn(reports)) {
            for (Finding finding : report.findings()) {
                causes.add(finding.json().path("fingerprint").asText() + " " + finding.kind() + " " + finding.grade()
                        + " " + finding.number("count") + " " + finding.site());
            }
        }
        return causes;
    }
}
