package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.Channel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code connleak attach PID}: puts the agent into a JVM that runs without it. */
@Command(
        name = "attach",
        header = "Loads the agent into a running JVM.",
        description = {
            "",
            "From then on it names the lines of new leaks. A JVM of Java 21 or later prints four WARNING lines about it on "
                    + "its own stderr.",
            "",
            "Example: connleak attach 4711 -o report=/var/tmp/leaks/ -o heldAfter=30s"
        },
        exitCodeList = {
            "0:the agent is at work",
            "2:wrong usage",
            "3:the agent that is already there is of another version",
            "4:the JVM could not be reached",
            "70:a fault of connleak's own"
        })
final class AttachCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "An option of the agent; may be given several times.")
    private List<String> options = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    AttachCommand() {
        target = new TargetMixin();
    }

    AttachCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        Answer answer = target.ask(argument());
        return new AnswerPrinter(spec.commandLine()).print(answer);
    }

    private AgentArgument argument() {
        try {
            return new AgentArgument("attach", options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
