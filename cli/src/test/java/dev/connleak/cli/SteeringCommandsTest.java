package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.Channel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that only pass a request on: status, set, reset, detach. */
class SteeringCommandsTest {

    private final List<AgentArgument> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private int answered;

    @ParameterizedTest
    @ValueSource(strings = {"status", "reset", "detach"})
    void theAgentIsAskedByTheCommandsName(String command) {
        assertThat(run(command, "4711")).isZero();

        assertThat(asked).containsExactly(new AgentArgument(command, List.of()));
        assertThat(out.toString()).isEqualToNormalizingNewlines("Done.\n");
    }

    @Test
    void setPassesItsOptionsOn() {
        run("set", "4711", "heldAfter=5s", "announce=suspect");

        assertThat(asked).containsExactly(new AgentArgument("set", List.of("heldAfter=5s", "announce=suspect")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "4711 heldAfter", "4711 command=dump"})
    void setWithoutAnOptionIsWrongUsage(String line) {
        assertThat(run(("set " + line).split(" "))).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void onlyStatusMayEndWithFindings() {
        answered = 1;

        assertThat(run("status", "4711")).isEqualTo(1);
        assertThat(run("detach", "4711")).isEqualTo(70);
    }

    @Test
    void anAnswerForAScriptIsJson() throws JsonProcessingException {
        run("status", "4711", "--json");

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("ok").booleanValue()).isTrue();
        assertThat(json.path("exitCode").intValue()).isZero();
        assertThat(json.path("agentVersion").textValue()).isEqualTo("0.1.0");
        assertThat(json.path("message")).extracting(JsonNode::textValue).containsExactly("Done.");
    }

    @Test
    void anAnswerForAScriptHasTheCommandsExitCode() throws JsonProcessingException {
        answered = 1;

        assertThat(run("status", "4711", "--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toString()).path("exitCode").intValue())
                .isEqualTo(1);
    }

    private int run(String... args) {
        Channel channel = (pid, argument, timeout) -> {
            asked.add(argument);
            return new Answer("0.1.0", true, answered, List.of("Done."), null, 17);
        };
        CommandLine commandLine = Main.commandLine()
                .addSubcommand("status-it", new StatusCommand(() -> channel))
                .addSubcommand("set-it", new SetCommand(() -> channel))
                .addSubcommand("reset-it", new ResetCommand(() -> channel))
                .addSubcommand("detach-it", new DetachCommand(() -> channel))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));
        args[0] += "-it";
        return Main.execute(commandLine, args);
    }
}
