package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.EndingProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines on which something has run out when the report is due. */
class NothingLeftTest {
    private static final int TIMES = 3;
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration WRITTEN = Duration.ofSeconds(30);
    private static final Client CLIENT = Client.HTTP_URL_CONNECTION;

    @TempDir
    private Path directory;

    private final RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theLastReportIsWrittenWithoutADescriptorToBeHad() {
        Path file = directory.resolve("report.json");
        Launch launch =
                launch().under("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh").watched(file, "exitIdle=1ms");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            leak(jvm);
            awaitFirst(file, jvm);
            assertThat(jvm.tell("exhaust-descriptors", COMMAND)).isEqualTo("done");
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(jvm.stderr()).as(jvm::story).isEmpty();
            Report report = Report.read(file);
            assertThat(report.json().path("complete").asBoolean()).isTrue();
            assertThat(report.json().at("/jvm/host").isTextual()).isTrue();
            assertThat(report.findings())
                    .extracting(finding -> finding.number("count"))
                    .containsExactly(TIMES);
        }
    }

    /** What was there before is still there: a report that says it is not the last word. */
    @Test
    void aFullDiskCostsOneLineAndNoReportThatWasThereBefore() {
        Path file = directory.resolve("disk/report.json");
        Path saved = directory.resolve("saved.json");
        String script = "mkdir disk; mount -t tmpfs -o size=64k none disk";
        Launch launch = launch().under(inMounts(script, "cp disk/report.json saved.json"))
                .watched(file, "exitIdle=1ms");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            leak(jvm);
            Path inside = Path.of("/proc/" + jvm.pid() + "/root")
                    .resolve(file.toString().substring(1));
            awaitFirst(inside, jvm);
            jvm.tell("fill " + file.resolveSibling("filler"), COMMAND);
            assertThat(jvm.exit()).as(jvm::story).isZero();

            assertThat(jvm.stderr()).as(jvm::story).allMatch(line -> line.startsWith("connleak WARN no report can"));
            assertThat(jvm.stderr()).as(jvm::story).hasSize(1);
            assertThat(Report.read(saved).json().path("complete").asBoolean()).isFalse();
        }
    }

    /** At the start, and not once more for each report that is due. */
    @Test
    void aReadOnlyDirectoryCostsOneLine() {
        Path file = directory.resolve("disk/report.json");
        String script = "mkdir disk; mount -t tmpfs none disk; mount -o remount,ro disk";
        Launch launch = launch().under(inMounts(script, "true")).watched(file, "exitIdle=1ms", "heldAfter=2s");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            leak(jvm);
            // Announced by the thread that has tried to write the first report before.
            Await.upTo(WRITTEN, jvm::stderr, lines -> lines.stream().anyMatch(NothingLeftTest::isOfALeak));
            assertThat(jvm.exit(3)).as(jvm::story).isEqualTo(3);

            assertThat(jvm.stderr())
                    .as(jvm::story)
                    .filteredOn(line -> !isOfALeak(line))
                    .singleElement()
                    .asString()
                    .startsWith("connleak WARN no report can be written to " + file.getParent());
        }
    }

    /** An application may make stderr of its stdout, which others parse. */
    @Test
    void whatTheAgentSaysIsNeverOnStdout() {
        Path file = directory.resolve("report.json");
        Launch launch = launch().watched(file, "heldAfter=100ms", "announce=suspect");
        try (TargetJvm jvm = TargetJvm.start(launch)) {
            jvm.tell("err-to-out", COMMAND);
            leak(jvm);

            List<String> told = Await.upTo(WRITTEN, jvm::stderr, lines -> !lines.isEmpty());

            assertThat(told).as(jvm::story).isNotEmpty().allMatch(line -> line.startsWith("connleak WARN"));
            assertThat(jvm.stdout()).as(jvm::story).noneMatch(line -> line.contains("connleak WARN"));
        }
    }

    private static boolean isOfALeak(String line) {
        return line.startsWith("connleak WARN grade=likely kind=body-held");
    }

    private static Launch launch() {
        return CLIENT.launch(Jdk.JDK_17, EndingProgram.class);
    }

    private String[] inMounts(String before, String after) {
        return Sandbox.OWN_MOUNTS.command("cd " + directory + "; " + before, "cd " + directory + "; " + after);
    }

    private void leak(TargetJvm jvm) {
        jvm.tell("leak " + TIMES + " " + server.url(), COMMAND);
    }

    private static void awaitFirst(Path file, TargetJvm jvm) {
        assertThat(Await.upTo(WRITTEN, () -> Report.ifWritten(file), Optional::isPresent))
                .as(jvm::story)
                .isPresent();
    }
}
