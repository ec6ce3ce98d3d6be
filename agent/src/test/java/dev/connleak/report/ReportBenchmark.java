package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.track.Book;
import dev.connleak.track.KernelSockets;
import dev.connleak.track.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a report of 100,000 live connections costs, by its steps: wall and CPU milliseconds of one thread. Not among the
 * tests, since it asserts nothing:
 * {@code mvn -pl agent -am test -Dtest=ReportBenchmark -Dsurefire.failIfNoSpecifiedTests=false}. The first round
 * renders all stacks at once and runs cold code, as a report does that is asked for right after a burst; the others find them
 * rendered, and all connections held for so long that they are findings.
 * The ledger's monitor is held for the length of the snapshot, which only the sweeper waits for.
 */
class ReportBenchmark {
    private static final int CONNECTIONS = 100_000;
    private static final int ROUNDS = 7;

    @TempDir
    Path dir;

    private long wallNanos;
    private long cpuNanos;

    @Test
    void reportOfManyConnections() throws IOException, InterruptedException {
        Book book = Crowd.of(CONNECTIONS);
        long start = book.now();
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder line = new StringBuilder("round " + round);
            if (round == 1) {
                book.live(Duration.ofSeconds(40));
            }
            begin();
            Snapshot snapshot = book.snapshot();
            end("snapshot", line);
            List<Cause> causes = Judged.causes(snapshot);
            end("diagnose", line);
            Report report = Assembled.report(snapshot, causes, List.of(), start, CONNECTIONS);
            end("assemble", line);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ReportWriter.write(report, out);
            end("write", line);
            line.append(", ")
                    .append(causes.size())
                    .append(" causes, ")
                    .append(out.size() / 1024)
                    .append(" KB");
            System.out.println(line);
        }
    }

    @Test
    void kernelTableOfManyConnections() throws IOException {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < CONNECTIONS; i++) {
            table.append(String.format(
                    "%6d: 0100007F:%04X %08X:0050 01 00000000:00000000 00:00000000 00000000  1000        0 %d 1%n",
                    i, 1024 + i % 60_000, 0x0A000000 + i / 60_000, i + 1));
        }
        Files.writeString(dir.resolve("tcp"), table);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder line = new StringBuilder("round " + round);
            begin();
            KernelSockets sockets = KernelSockets.read(dir.toFile());
            end("read", line);
            for (int i = 0; sockets != null && i < CONNECTIONS; i++) {
                sockets.find("127.0.0.1:" + (1024 + i % 60_000), "10.0.0.2:80");
            }
            end("find", line);
            System.out.println(line);
        }
    }

    private void begin() {
        wallNanos = System.nanoTime();
        cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void end(String step, StringBuilder line) {
        long wall = System.nanoTime() - wallNanos;
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNanos;
        line.append(String.format(Locale.ROOT, ", %s %.0f/%.0f ms", step, wall / 1e6, cpu / 1e6));
        begin();
    }
}
