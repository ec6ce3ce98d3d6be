package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachChannel;
import dev.connleak.cli.attach.Channel;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which JVM a command asks, and how long it waits for the answer. */
final class TargetMixin {

    private final Supplier<Channel> channel;

    @Parameters(index = "0", paramLabel = "PID", description = "The process, see connleak list.")
    private long pid;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Seconds.class,
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(15);

    TargetMixin() {
        this(() -> new AttachChannel(Versions.cli()));
    }

    TargetMixin(Supplier<Channel> channel) {
        this.channel = channel;
    }

    Answer ask(AgentArgument argument) {
        return channel.get().ask(pid, argument, timeout);
    }
}
