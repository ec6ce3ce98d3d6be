package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.attach.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AnswerPrinterTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @ParameterizedTest
    @CsvSource({"true,0,0", "false,4,4", "false,3,3", "false,0,70", "true,1,70", "true,99,70"})
    void exitCodeIsTheAnswersUnlessItIsNotOneOfOurs(boolean ok, int answered, int code) {
        assertThat(new AnswerPrinter(commandLine).print(answer(ok, answered, 17)))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"true,0,0", "true,1,1", "true,4,4", "false,4,4", "false,1,70"})
    void aVerdictMayBeThatSomethingWasFound(boolean ok, int answered, int code) {
        assertThat(new AnswerPrinter(commandLine).printVerdict(answer(ok, answered, 17)))
                .isEqualTo(code);
    }

    @Test
    void messageIsSafeAndGoesWhereItBelongs() {
        new AnswerPrinter(commandLine).print(answer(true, 0, 17));
        assertThat(out.toString()).contains("Watching\\u001b[2J");

        new AnswerPrinter(commandLine).print(answer(false, 4, 17));
        assertThat(err.toString()).contains("Watching\\u001b[2J");
    }

    @Test
    void warningOfTheTargetIsExplainedFromJava21On() {
        new AnswerPrinter(commandLine).print(answer(true, 0, 17));
        assertThat(err.toString()).isEmpty();

        new AnswerPrinter(commandLine).print(answer(true, 0, 21));
        assertThat(err.toString()).contains("WARNING lines");
    }

    private static Answer answer(boolean ok, int exitCode, int javaMajor) {
        return new Answer("0.1.0", ok, exitCode, List.of("Watching\u001b[2J"), null, javaMajor);
    }
}
