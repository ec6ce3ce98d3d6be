package dev.connleak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.AgentArgument;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachChannel;
import dev.connleak.cli.attach.LiveChannel;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.watch.Glance;
import dev.connleak.cli.watch.LiveView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak watch PID|MAIN-CLASS}: a live view of what the agent in a JVM sees. */
@Command(
        name = "watch",
        header = "Shows pools, causes and connections in use, live.",
        description = {
            "",
            "Takes the terminal over until q or Ctrl-C: pools with their use and limit, causes (new ones are marked, and how "
                    + "many more there are since the view began), and the connections in use with their age and line. "
                    + "Keys: ? shows them. The JVM needs the agent (see connleak attach).",
            "",
            "One attach begins the view; from then on the agent writes a report a second below the JVM's temporary "
                    + "directory, which is read and removed. It stops by itself 10 s after the view is gone. A refresh costs "
                    + "the JVM about 30 ms of CPU and 4 MB of garbage with 100 open connections, 60 ms and 20 MB with 1,000; "
                    + "it never takes more than a twentieth of a core and grows nothing.",
            "",
            "With --json a line of JSON for each second; --once looks once, as text or JSON.",
            "",
            "Example: connleak watch 4711",
            "         connleak watch com.acme.Orders --once",
            "         connleak watch orders.jar --json | jq .leasesInAll"
        },
        exitCodeList = {
            "0:the view was left, or the JVM ended",
            "2:wrong usage, several JVMs of that name, or no terminal",
            "3:the agent is of another version",
            "4:there is no such JVM, it could not be reached, or runs without the agent",
            "70:a fault of connleak's own"
        })
final class WatchCommand implements Callable<Integer> {

    private final Supplier<LiveChannel> channel;

    @Mixin
    private final TargetMixin target = new TargetMixin();

    @Option(names = "--once", description = "Look once and end; needs no terminal.")
    private boolean once;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    WatchCommand() {
        this(() -> new AttachChannel(Versions.cli()));
    }

    WatchCommand(Supplier<LiveChannel> channel) {
        this.channel = channel;
    }

    @Override
    public Integer call() {
        if (once) {
            return once();
        }
        boolean colored = spec.commandLine().getColorScheme().ansi().enabled();
        try (LiveView view = target.json()
                ? LiveView.open(channel.get(), target.pid(), target.timeout())
                : LiveView.onTerminal(channel.get(), target.pid(), target.timeout(), colored)) {
            Answer first = view.first();
            if (!first.ok() || first.report() == null) {
                return target.printer(spec.commandLine()).print(first);
            }
            return ended(target.json() ? view.streamJson(spec.commandLine().getOut()) : view.show(Path.of("")));
        }
    }

    /** One look is a dump: nobody has to be told that there will be no second one. */
    private int once() {
        Answer answer = target.ask(new AgentArgument("dump", List.of()));
        JsonNode report = answer.report();
        if (report == null) {
            return target.printer(spec.commandLine()).print(answer);
        }
        Glance glance = Glance.of(report);
        PrintWriter out = spec.commandLine().getOut();
        if (target.json()) {
            glance.json(out);
        } else {
            glance.text(out);
        }
        return ExitCode.CLEAN.number();
    }

    private int ended(@Nullable String why) {
        if (why != null) {
            spec.commandLine().getErr().println("connleak: the view has ended: " + SafeText.line(why));
        }
        return ExitCode.CLEAN.number();
    }
}
