package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Channel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak set PID|MAIN-CLASS NAME=VALUE…}: changes options of the agent while it runs. */
@Command(
        name = "set",
        header = "Changes options of the agent in a running JVM.",
        description = {
            "",
            "Answers with the old and the new value of each; if one can't be used, none is changed.",
            "",
            "Example: connleak set 4711 heldAfter=5s announce=suspect",
            "         connleak set Orders level=sites"
        },
        exitCodeList = {
            "0:done",
            "2:wrong usage, several JVMs of that name, or a value that the agent refuses",
            "3:the agent is of another version",
            "4:there is no such JVM, or it could not be reached, or runs without the agent",
            "70:a fault of connleak's own"
        })
final class SetCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME=VALUE", description = "An option and its new value.")
    private List<String> options = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SetCommand() {
        target = new TargetMixin();
    }

    SetCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        return target.printer(spec.commandLine()).print(target.ask(argument()));
    }

    private AgentArgument argument() {
        try {
            return new AgentArgument("set", options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
