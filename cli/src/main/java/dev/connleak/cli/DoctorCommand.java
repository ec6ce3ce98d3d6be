package dev.connleak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.attach.AgentJar;
import dev.connleak.cli.attach.AttachChannel;
import dev.connleak.cli.attach.Channel;
import dev.connleak.cli.attach.RunningJvms;
import dev.connleak.cli.attach.TargetFacts;
import dev.connleak.cli.attach.TargetName;
import dev.connleak.cli.doctor.Check;
import dev.connleak.cli.doctor.OwnChecks;
import dev.connleak.cli.doctor.SelfTest;
import dev.connleak.cli.doctor.TargetChecks;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak doctor [PID|MAIN-CLASS]}: why does it see nothing? */
@Command(
        name = "doctor",
        header = "Looks why connleak sees nothing, and says what to do.",
        description = {
            "",
            "Looks at this Java, the agent jar, the temporary directory and the JVMs of this user, and has a small JVM leak "
                    + "once to see whether that is found. With a JVM's PID or name: can it be reached, is the agent in it "
                    + "and well, which clients does it watch, did it see exchanges, can it write its report.",
            "",
            "Example: connleak doctor",
            "         connleak doctor 4711",
            "         connleak doctor com.acme.Orders --no-self-test --json"
        },
        exitCodeList = {
            "0:all is well",
            "1:something needs attention",
            "2:wrong usage, or several JVMs of that name",
            "4:something could not be looked at",
            "70:a fault of connleak's own"
        })
final class DoctorCommand implements Callable<Integer> {

    /** Below the finding, not below its state. */
    private static final int INDENT = 3;

    private final Supplier<Channel> channel;

    @Parameters(
            arity = "0..1",
            paramLabel = "PID|MAIN-CLASS",
            converter = TargetMixin.Name.class,
            description = "A JVM to look at, see connleak list.")
    private @Nullable TargetName target;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Seconds.class,
            description = "How long to wait for that JVM's answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--no-self-test", description = "Start no JVM that leaks.")
    private boolean withoutSelfTest;

    @Option(names = "--json", description = "Print the checks as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DoctorCommand() {
        this(() -> new AttachChannel(Versions.cli()));
    }

    DoctorCommand(Supplier<Channel> channel) {
        this.channel = channel;
    }

    @Override
    public Integer call() {
        // Before the self-test: a name that several JVMs have is told at once.
        Long pid = target == null ? null : Long.valueOf(target.pid(RunningJvms::all));
        List<Check> checks = new ArrayList<>(
                new OwnChecks(Versions.cli(), new AgentJar(), RunningJvms.attachable(), RunningJvms.all()).all());
        if (pid != null) {
            checks.addAll(new TargetChecks(channel.get(), TargetFacts::of, timeout).all(pid));
        }
        if (!withoutSelfTest) {
            spec.commandLine().getErr().println("A small JVM is started to leak once ...");
            spec.commandLine().getErr().flush();
            checks.add(SelfTest.run());
        }
        ExitCode code = code(checks);
        if (json) {
            spec.commandLine().getOut().println(json(checks, code));
        } else {
            print(checks, code);
        }
        return code.number();
    }

    private static ExitCode code(List<Check> checks) {
        return ExitCode.first(checks.stream()
                .map(check -> switch (check.state()) {
                    case OK -> ExitCode.CLEAN;
                    case ATTENTION -> ExitCode.FOUND;
                    case COULD_NOT_LOOK -> ExitCode.COULD_NOT_LOOK;
                })
                .toList());
    }

    private void print(List<Check> checks, ExitCode code) {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        for (Check check : checks) {
            page.text(0, "[" + word(check.state()) + "] " + check.name() + ": " + check.found(), styles(check.state()));
            if (check.next() != null) {
                page.text(INDENT, check.next());
            }
        }
        page.blank();
        page.text(
                0,
                switch (code) {
                    case CLEAN -> "All is well.";
                    case FOUND -> "Something needs attention: see the lines marked so.";
                    default -> "Something could not be looked at: see the lines marked so.";
                });
    }

    private static String word(Check.State state) {
        return switch (state) {
            case OK -> "ok";
            case ATTENTION -> "ATTENTION";
            case COULD_NOT_LOOK -> "COULD NOT LOOK";
        };
    }

    private static IStyle[] styles(Check.State state) {
        return state == Check.State.OK ? new IStyle[0] : new IStyle[] {Style.bold, Style.fg_red};
    }

    private static String json(List<Check> checks, ExitCode code) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("exitCode", code.number());
        ArrayNode rows = root.putArray("checks");
        for (Check check : checks) {
            ObjectNode row = rows.addObject();
            row.put("name", check.name());
            row.put("state", check.state().word());
            row.put("found", check.found());
            row.put("next", check.next());
        }
        return SafeText.json(root.toPrettyString());
    }
}
