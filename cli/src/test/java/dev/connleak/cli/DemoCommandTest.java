package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ReportReader;
import dev.connleak.report.ReportInvariants;
import dev.connleak.report.StrictSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    private static final String DEMO = "dev.connleak.cli.demo.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the command line takes for the directory of everybody's temporary files. */
    @TempDir
    Path temporary;

    @TempDir
    Path directory;

    @Test
    void threeLeaksAreFoundAndNoneOfTheirTwins() throws Exception {
        Path file = directory.resolve("demo.json");

        Process process = start("demo", "--output", file.toString());

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text("err")).isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(StrictSchema.load().violations(json)).isEmpty();
        assertThat(ReportInvariants.violations(json)).isEmpty();
        Report report = new ReportReader().read(file).report();
        assertThat(report.findings())
                .extracting(Finding::client, DemoCommandTest::place, Finding::outcome, Finding::count)
                .containsExactlyInAnyOrder(
                        tuple("http-url-connection", "StockClient.isDiscontinued", "rescued", 12L),
                        tuple("java-net-http", "PriceClient.importList", "held", 12L),
                        tuple("connleak-client", "CatalogClient.version", "held", 12L));
    }

    @Test
    void pageIsThatOfTheReportAndNothingStaysBehind() throws Exception {
        Process process = start("demo");

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(text("out"))
                .startsWith(DEMO + "OrderService · process ")
                .contains("3 leaks")
                .contains(DEMO + "StockClient.isDiscontinued(StockClient.java:");
        assertThat(text("err")).contains("java -javaagent:connleak-agent.jar=report=");
        assertThat((text("out") + text("err")).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void serviceAndFilesAreGoneWhenTheCommandIsStopped() throws Exception {
        Process process = start("demo");
        ProcessHandle service = awaitChild(process);

        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.isAlive()).isFalse();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void placeThatCannotBeWrittenIsThree() throws Exception {
        Process process = start("demo", "--output", directory.toString());

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(text("err")).contains("can't be written");
        assertThat(temporary).isEmptyDirectory();
    }

    private Process start(String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(args));
        return builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static String place(Finding finding) {
        var site = Objects.requireNonNull(finding.site());
        return Objects.requireNonNull(site.className()).substring(DEMO.length()) + "." + site.method();
    }

    private static ProcessHandle awaitChild(Process process) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            ProcessHandle child = process.children().findAny().orElse(null);
            if (child != null) {
                return child;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        throw new AssertionError("no service within " + PATIENCE.toSeconds() + " s");
    }
}
