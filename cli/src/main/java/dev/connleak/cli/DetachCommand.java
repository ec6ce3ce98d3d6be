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

/** {@code connleak detach PID|MAIN-CLASS}: takes the agent out of a JVM. */
@Command(
        name = "detach",
        header = "Takes the agent out of a running JVM.",
        description = {
            "",
            "Nothing woven, no thread and no class loader is left; attach brings it back.",
            "",
            "Example: connleak detach 4711",
            "         connleak detach Orders"
        },
        exitCodeList = {
            "0:it is gone",
            "2:wrong usage, or several JVMs of that name",
            "3:the agent is of another version",
            "4:there is no such JVM, or it could not be reached, or runs without the agent",
            "70:a fault of connleak's own"
        })
final class DetachCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DetachCommand() {
        target = new TargetMixin();
    }

    DetachCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        return target.printer(spec.commandLine()).print(target.ask(new AgentArgument("detach", List.of())));
    }
}
