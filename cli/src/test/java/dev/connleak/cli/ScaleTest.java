package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.report.GeneratedReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read is never whole in memory: the heaps here are a fraction of the files. */
class ScaleTest {

    @TempDir
    Path directory;

    @Test
    void reportOfManyConnectionsIsReadInASmallHeap() throws Exception {
        Path big = new GeneratedReport(1, 3, 1000, 30_000, 240).writeTo(directory.resolve("big.json"));
        assertThat(big.toFile().length()).isGreaterThan(25_000_000);

        String out = runInHeapOf("48m", "report", big.toString(), "--top", "1");

        assertThat(out).contains("750 leaks (250 proven, 250 likely, 250 suspect) hold");
        assertThat(out).contains("1. LEAK, proven");
    }

    @Test
    void manyReportsAreMergedInASmallHeap() throws Exception {
        long held = 0;
        for (int file = 0; file < 60; file++) {
            int sequence = 1 + file % 2;
            new GeneratedReport(file / 2, sequence, 60, 900, 60).writeTo(directory.resolve("r" + file + ".json"));
            for (int cause = 0; cause < 60 && sequence == 2; cause++) {
                held += GeneratedReport.held(cause, sequence);
            }
        }

        String out = runInHeapOf("24m", "report", directory.toString(), "--top", "0");

        assertThat(out).contains("60 reports from").contains(String.format("%,d connections in 30 JVMs", held));
    }

    private String runInHeapOf(String heap, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("it ended in three minutes")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(CommandRun.text(err)).isZero();
        return CommandRun.text(out).replaceAll("\\s+", " ");
    }
}
