package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.table.BodySize;
import dev.connleak.cli.table.Measured;
import dev.connleak.cli.table.Meter;
import dev.connleak.cli.table.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class TableCommandTest {

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @EnumSource
    void allEightCellsAreAsExpectedOnThisMachine(BodySize size) {
        CommandRun run = CommandRun.of("table", "--size", size);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("All 8 are as expected.").doesNotContain("!!");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void questionsAreMeasuredBesideTheCells() throws Exception {
        JsonNode rows = new ObjectMapper()
                .readTree(CommandRun.of("table", "--all", "--json").out())
                .path("treatments");

        assertThat(rows).hasSize(11);
        assertThat(row(rows, "manyUses").path("connectionsOpened").asInt()).isOne();
        assertThat(row(rows, "manyUses").path("exchangesOnReusedConnection").asInt())
                .isEqualTo(49);
        assertThat(row(rows, "idleTimeout").path("connectionsOpened").asInt()).isOne();
        assertThat(row(rows, "idleTimeout").path("loopThreads").asInt()).isZero();
        assertThat(row(rows, "canceled").path("connectionsOpened").asInt()).isEqualTo(6);
        assertThat(row(rows, "canceled").path("loopThreads").asInt()).isZero();
    }

    @Test
    void kernelSaysWhatBecameOfALeak() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no Linux");

        JsonNode rows = new ObjectMapper()
                .readTree(CommandRun.of("table", "--json").out())
                .path("treatments");

        assertThat(row(rows, "keepAliveNeither").path("clientTcpStates").toString())
                .isEqualTo("{\"ESTABLISHED\":6}");
        assertThat(row(rows, "noKeepAliveNeither").path("clientTcpStates").toString())
                .isEqualTo("{\"CLOSE_WAIT\":6}");
        assertThat(row(rows, "noKeepAliveNeither").path("serverTcpStates").toString())
                .isEqualTo("{\"FIN_WAIT2\":6}");
    }

    @Test
    void tableAsExpectedIsZero() {
        assertThat(table(Samples.asExpected(BodySize.small))).isZero();
        assertThat(out.toString()).contains("All 8 are as expected.").doesNotContain("What differs");
    }

    @Test
    void cellThatDiffersIsMarkedAndIsOne() {
        assertThat(table(Samples.asExpected(BodySize.large))).isOne();
        assertThat(out.toString())
                .contains("!!")
                .contains("noKeepAliveNeither: sockets of the client: {ESTABLISHED=6}, not 6 CLOSE_WAIT")
                .contains("1 of 8 differs from what is expected.");
    }

    @Test
    void findingOutsideTheCellsIsOne() {
        Measured good = Samples.asExpected(BodySize.small);

        int code = table(new Measured(good.measurements(), List.of(Samples.finding("leak", "held"))));

        assertThat(code).isOne();
        assertThat(out.toString()).contains("1 finding of the agent outside the cells");
    }

    @Test
    void jsonTellsWhatDiffers() throws Exception {
        assertThat(table(Samples.asExpected(BodySize.large), "--json")).isOne();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("matches").asBoolean()).isFalse();
        assertThat(row(json.path("treatments"), "noKeepAliveNeither").path("differences"))
                .hasSize(2);
    }

    /** Runs the command on what somebody claims to have measured with small bodies. */
    private int table(Measured measured, String... args) {
        Meter meter = (size, treatments) -> measured;
        CommandLine commandLine = Main.commandLine()
                .addSubcommand("claimed", new TableCommand(meter))
                .setOut(new PrintWriter(out))
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF));
        return Main.execute(
                commandLine,
                Stream.concat(Stream.of("claimed"), Stream.of(args)).toArray(String[]::new));
    }

    private static JsonNode row(JsonNode rows, String name) {
        for (JsonNode row : rows) {
            if (row.path("name").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no row " + name);
    }
}
