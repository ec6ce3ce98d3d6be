package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Channel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code connleak reset PID|MAIN-CLASS}: has the agent in a JVM count from zero. */
@Command(
        name = "reset",
        header = "Has the agent's counts begin anew.",
        description = {
            "",
            "What is open stays known; what is over is forgotten.",
            "",
            "Example: connleak reset 4711",
            "         connleak reset Orders"
        },
        exitCodeList = {
            "0:done",
            "2:wrong usage, or several JVMs of that name",
            "3:the agent is of another version",
            "4:there is no such JVM, or it could not be reached, or runs without the agent",
            "70:a fault of connleak's own"
        })
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ResetCommand() {
        target = new TargetMixin();
    }

    ResetCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        return target.printer(spec.commandLine()).print(target.ask(new AgentArgument("reset", List.of())));
    }
}
