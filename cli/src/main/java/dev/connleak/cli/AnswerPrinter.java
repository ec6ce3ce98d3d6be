package dev.connleak.cli;

import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.page.SafeText;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;

/** Shows what the agent said, and turns its exit code into one that this command line may end with. */
final class AnswerPrinter {

    /** 1 means findings and is the gate's and status's alone. */
    private static final Set<Integer> ALLOWED = Set.of(0, 2, 3, 4, 70);

    /** Since Java 21 (JEP 451) a JVM warns when an agent is loaded while it runs. */
    private static final int WARNS_FROM = 21;

    private final CommandLine commandLine;

    AnswerPrinter(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    int print(Answer answer) {
        return print(answer, answer.ok() ? commandLine.getOut() : commandLine.getErr());
    }

    /** For a command that may end with 1: the agent found something. */
    int printVerdict(Answer answer) {
        int code = print(answer);
        return answer.ok() && answer.exitCode() == ExitCode.FOUND.number() ? ExitCode.FOUND.number() : code;
    }

    /** For a command whose result has stdout to itself. */
    int printBeside(Answer answer) {
        return print(answer, commandLine.getErr());
    }

    private int print(Answer answer, PrintWriter out) {
        answer.message().forEach(line -> out.println(SafeText.line(line)));
        if (answer.javaMajor() >= WARNS_FROM) {
            commandLine
                    .getErr()
                    .println("The target is Java " + answer.javaMajor()
                            + ": the WARNING lines about a dynamically loaded " + "agent on its stderr are expected.");
        }
        if (!ALLOWED.contains(answer.exitCode()) || (!answer.ok() && answer.exitCode() == 0)) {
            return ExitCode.FAULT.number();
        }
        return answer.exitCode();
    }
}
