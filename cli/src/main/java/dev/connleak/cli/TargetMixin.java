package dev.connleak.cli;

import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachChannel;
import dev.connleak.cli.attach.Channel;
import dev.connleak.cli.attach.RunningJvm;
import dev.connleak.cli.attach.RunningJvms;
import dev.connleak.cli.attach.TargetName;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which JVM a command asks, and how long it waits for the answer. */
final class TargetMixin {

    private final Supplier<Channel> channel;
    private final Supplier<List<RunningJvm>> running;

    @Parameters(
            index = "0",
            paramLabel = "PID|MAIN-CLASS",
            converter = Name.class,
            description = "The process id, the main class (com.acme.Orders or Orders) or the jar's file name, "
                    + "see connleak list.")
    private TargetName target = new TargetName("0");

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Seconds.class,
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    TargetMixin() {
        this(() -> new AttachChannel(Versions.cli()));
    }

    TargetMixin(Supplier<Channel> channel) {
        this(channel, RunningJvms::all);
    }

    TargetMixin(Supplier<Channel> channel, Supplier<List<RunningJvm>> running) {
        this.channel = channel;
        this.running = running;
    }

    Answer ask(AgentArgument argument) {
        return channel.get().ask(pid(), argument, timeout);
    }

    /** Shows what was answered, in the form that was asked for. */
    AnswerPrinter printer(CommandLine commandLine) {
        return new AnswerPrinter(commandLine, json);
    }

    /** The process that was named. */
    long pid() {
        return target.pid(running);
    }

    boolean json() {
        return json;
    }

    Duration timeout() {
        return timeout;
    }

    /** Refuses what can be no name at all before anything is looked for. */
    static final class Name implements ITypeConverter<TargetName> {

        @Override
        public TargetName convert(String value) {
            try {
                return new TargetName(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
