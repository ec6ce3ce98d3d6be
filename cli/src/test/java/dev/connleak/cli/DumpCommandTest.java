package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.attach.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DumpCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void reportHasStdoutToItself() throws JsonProcessingException {
        int code = dump(answer(true, 0, "{\"schemaVersion\": \"1.0\", \"big\": 12345678901234567890}"), "4711");

        assertThat(code).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                {
                  "schemaVersion" : "1.0",
                  "big" : 12345678901234567890
                }
                """);
        assertThat(err.toString()).contains("Done.");
    }

    @Test
    void reportIsWrittenToTheFile() throws JsonProcessingException {
        Path file = directory.resolve("now.json");

        int code = dump(answer(true, 0, "{}"), "4711", "--output", file.toString());

        assertThat(code).isZero();
        assertThat(CommandRun.text(file)).isEqualTo("{ }\n");
        assertThat(out.toString()).contains("Done.").contains("Wrote " + file + ".");
    }

    @Test
    void fileThatCannotBeWrittenIsThree() throws JsonProcessingException {
        int code = dump(answer(true, 0, "{}"), "4711", "--output", directory.toString());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("can't be written");
    }

    @Test
    void answerWithoutAReportIsToldOnStderr() throws JsonProcessingException {
        int code = dump(answer(false, 4, null), "4711");

        assertThat(code).isEqualTo(4);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Done.");
    }

    private int dump(Answer answer, String... args) {
        CommandLine commandLine = Main.commandLine()
                .addSubcommand("ask", new DumpCommand(() -> (pid, argument, timeout) -> answer))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return Main.execute(
                commandLine, Stream.concat(Stream.of("ask"), Stream.of(args)).toArray(String[]::new));
    }

    private static Answer answer(boolean ok, int exitCode, @Nullable String report) throws JsonProcessingException {
        return new Answer(
                "0.1.0",
                ok,
                exitCode,
                List.of("Done."),
                report == null ? null : new ObjectMapper().readTree(report),
                17);
    }
}
