package dev.connleak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final CommandLine commandLine;
    private final boolean json;

    AnswerPrinter(CommandLine commandLine) {
        this(commandLine, false);
    }

    /** @param json whether the answer is for a script, which finds it on stdout whatever it says */
    AnswerPrinter(CommandLine commandLine, boolean json) {
        this.commandLine = commandLine;
        this.json = json;
    }

    int print(Answer answer) {
        return print(answer, answer.ok() ? commandLine.getOut() : commandLine.getErr());
    }

    /** For a command that may end with 1: the agent found something. */
    int printVerdict(Answer answer) {
        return print(answer, answer.ok() ? commandLine.getOut() : commandLine.getErr(), true);
    }

    /** For a command whose result has stdout to itself. */
    int printBeside(Answer answer) {
        return print(answer, commandLine.getErr());
    }

    private int print(Answer answer, PrintWriter out) {
        return print(answer, out, false);
    }

    private int print(Answer answer, PrintWriter out, boolean mayBeFound) {
        int code = code(answer, mayBeFound);
        if (json) {
            commandLine.getOut().println(json(answer, code));
        } else {
            answer.message().forEach(line -> out.println(SafeText.line(line)));
        }
        if (answer.javaMajor() >= WARNS_FROM) {
            commandLine
                    .getErr()
                    .println("The target is Java " + answer.javaMajor()
                            + ": the WARNING lines about a dynamically loaded " + "agent on its stderr are expected.");
        }
        return code;
    }

    private static int code(Answer answer, boolean mayBeFound) {
        if (mayBeFound && answer.ok() && answer.exitCode() == ExitCode.FOUND.number()) {
            return ExitCode.FOUND.number();
        }
        if (!ALLOWED.contains(answer.exitCode()) || (!answer.ok() && answer.exitCode() == 0)) {
            return ExitCode.FAULT.number();
        }
        return answer.exitCode();
    }

    private static String json(Answer answer, int code) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("ok", answer.ok());
        root.put("exitCode", code);
        root.put("agentVersion", answer.agentVersion());
        ArrayNode message = root.putArray("message");
        answer.message().forEach(message::add);
        try {
            return SafeText.json(MAPPER.writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }
}
