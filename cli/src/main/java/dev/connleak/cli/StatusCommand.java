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

/** {@code connleak status PID|MAIN-CLASS}: asks the agent in a JVM how it is. */
@Command(
        name = "status",
        header = "Tells how the agent in a JVM is, what it sees and what it found.",
        description = {
            "",
            "State and since when, errors of its own, clients watched, level, use of the ledger, cost so far, findings.",
            "",
            "Example: connleak status 4711",
            "         connleak status com.acme.Orders --json"
        },
        exitCodeList = {
            "0:at work, nothing found at or above the announced grade",
            "1:at work, and something was found",
            "2:wrong usage, or several JVMs of that name",
            "3:the agent is of another version",
            "4:there is no such JVM, or it could not be reached, runs without the agent, or that is off",
            "70:a fault of connleak's own"
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final TargetMixin target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    StatusCommand() {
        target = new TargetMixin();
    }

    StatusCommand(Supplier<Channel> channel) {
        target = new TargetMixin(channel);
    }

    @Override
    public Integer call() {
        return target.printer(spec.commandLine()).printVerdict(target.ask(new AgentArgument("status", List.of())));
    }
}
