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

/** {@code connleak attach PID|MAIN-CLASS}: puts the agent into a JVM that runs without it. */
@Command(
        name = "attach",
        header = "Loads the agent into a running JVM.",
        description = {
            "",
            "From then on it names the lines of new leaks. A JVM of Java 21 or later prints four WARNING lines about it on "
                    + "its own stderr.",
            "",
            "Where no Java 17 is at hand, what the image has loads the agent jar as well (connleak agent writes it). The "
                    + "path is the target's own; jcmd can do it from Java 9 on and wants the options in two pairs of quotes, "
                    + "else it cuts them at the first equals sign:",
            "",
            "  jcmd 4711 JVMTI.agent_load \\",
            "      /opt/connleak-agent.jar \"'report=/var/tmp/leaks/,heldAfter=30s'\"",
            "  jattach 4711 load instrument false \\",
            "      \"/opt/connleak-agent.jar=report=/var/tmp/leaks/\"",
            "  java -jar connleak-agent.jar attach 4711 report=/var/tmp/leaks/",
            "",
            "The last is for Java 8 and later; it knows status, dump and detach too.",
            "",
            "Example: connleak attach 4711 -o report=/var/tmp/leaks/ -o heldAfter=30s",
            "         connleak attach com.acme.Orders"
        },
        exitCodeList = {
            "0:the agent is at work",
            "2:wrong usage, or several JVMs of that name",
            "3:the agent that is already there is of another version",
            "4:there is no such JVM, or it could not be reached",
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
        return target.printer(spec.commandLine()).print(answer);
    }

    private AgentArgument argument() {
        try {
            return new AgentArgument("attach", options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
