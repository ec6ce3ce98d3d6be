package dev.connleak.cli;

import dev.connleak.cli.page.SafeText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line: the list of commands, and one sentence and one exit code for whatever goes wrong. */
@Command(
        name = "connleak",
        header = "Names the code that leaks HTTP connections in a running JVM.",
        description = {
            "",
            "Start a JVM with the agent (connleak agent tells how) or attach it to a running one, then read its reports.",
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            ReportCommand.class,
            GateCommand.class,
            BaselineCommand.class,
            SuppressCommand.class,
            DiffCommand.class,
            SchemaCommand.class,
            ValidateCommand.class,
            ScrubCommand.class,
            ListCommand.class,
            AttachCommand.class,
            StatusCommand.class,
            DumpCommand.class,
            WatchCommand.class,
            SetCommand.class,
            ResetCommand.class,
            DetachCommand.class,
            AgentCommand.class,
            DemoCommand.class,
            TableCommand.class,
            DoctorCommand.class,
            ClientsCommand.class,
            CompletionCommand.class
        },
        commandListHeading = "%nCommands:%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for gate: nothing to complain about",
            "1:gate, status: findings at or above the thresholds; diff: new causes; table: something differs; "
                    + "doctor: attention",
            "2:wrong usage",
            "3:a file can't be read or written, or is no report of a known schema",
            "4:could not look, for instance into another JVM",
            "70:a fault of connleak's own"
        })
public final class Main implements Runnable {

    /** Put together before there is no room left for it. */
    private static final String OUT_OF_MEMORY =
            "connleak: the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB is too small for this: give it more, such as java -Xmx4g -jar connleak.jar, or "
                    + "CONNLEAK_JAVA_OPTS=-Xmx4g for the script; or name fewer reports";

    @Option(names = "--debug", hidden = true, scope = ScopeType.INHERIT)
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        // UTF-8 whatever the locale says: reports are UTF-8, and the C locale of containers would turn them into "?".
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        CommandLine commandLine = commandLine().setOut(out).setErr(err);
        int code = execute(commandLine, args);
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .registerConverter(Path.class, new NamedPath())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed)
                .setCaseInsensitiveEnumValuesAllowed(true);
        provide(commandLine, new Versions());
        return commandLine;
    }

    /** Not by annotation: a command that inherits it that way asks for the text at once, and each opens the agent's jar. */
    private static void provide(CommandLine command, Versions versions) {
        command.getCommandSpec().versionProvider(versions);
        command.getSubcommands().values().forEach(each -> provide(each, versions));
    }

    /** Runs a command; an error of the JVM is a fault like any other, and output that went nowhere is no success. */
    static int execute(CommandLine commandLine, String... args) {
        int code;
        try {
            code = commandLine.execute(args);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            code = failed(e, commandLine);
        }
        commandLine.getErr().flush();
        if (commandLine.getOut().checkError() && code == ExitCode.CLEAN.number()) {
            commandLine.getErr().println("connleak: the output could not be written whole: check where it goes");
            commandLine.getErr().flush();
            return ExitCode.UNUSABLE_FILE.number();
        }
        return code;
    }

    /** One sentence on stderr for a failure that the user can do something about. */
    static void complain(CommandLine commandLine, Throwable failure) {
        PrintWriter err = commandLine.getErr();
        err.println("connleak: " + SafeText.line(String.valueOf(failure.getMessage())));
        if (debug(commandLine)) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    /** One sentence on stderr, for what does not end the command. */
    static void say(CommandLine commandLine, String sentence) {
        commandLine.getErr().println("connleak: " + SafeText.line(sentence));
        commandLine.getErr().flush();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        complain(command, e);
        PrintWriter err = command.getErr();
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        return failed(e, command);
    }

    private static int failed(Throwable e, CommandLine command) {
        ExitCode code = ExitCode.of(e);
        if (e instanceof OutOfMemoryError) {
            command.getErr().println(OUT_OF_MEMORY);
            command.getErr().flush();
            return code.number();
        }
        if (code != ExitCode.FAULT) {
            complain(command, e);
            return code.number();
        }
        command.getErr()
                .println("connleak: a fault of connleak's own (" + SafeText.line(e.toString())
                        + "): run it again with --debug and report the stack trace");
        if (debug(command)) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return code.number();
    }

    private static boolean debug(CommandLine commandLine) {
        CommandSpec root = commandLine.getCommandSpec().root();
        return ((Main) root.userObject()).debug;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
