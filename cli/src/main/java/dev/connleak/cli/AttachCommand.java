package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachChannel;
import dev.connleak.cli.attach.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    private final Supplier<Channel> channel;

    @Parameters(paramLabel = "PID", description = "The process, see connleak list.")
    private long pid;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "An option of the agent; may be given several times.")
    private List<String> options = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Seconds.class,
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    AttachCommand() {
        this(() -> new AttachChannel(Versions.cli()));
    }

    AttachCommand(Supplier<Channel> channel) {
        this.channel = channel;
    }

    @Override
    public Integer call() {
        Answer answer = channel.get().ask(pid, argument(), timeout);
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
