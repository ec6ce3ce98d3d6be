package dev.connleak.agent;

import org.jspecify.annotations.Nullable;

/** What a later attach may ask of the agent that is there. Called by the entry class, by name. */
public final class Commands {
    static final String ATTACH = "attach";
    private static final String DUMP = "dump";

    private final Reporter reporter;

    Commands(Reporter reporter) {
        this.reporter = reporter;
    }

    /** Does what the argument says and answers under the request's id. */
    public void command(@Nullable String argument) {
        Options options = Options.read(argument, new OptionSources.OfThisJvm());
        String command = options.command;
        if (DUMP.equals(command)) {
            Answer.success(options, "", reporter.report(Reporter.Trigger.REQUEST));
        } else if (command == null || command.equals(ATTACH)) {
            Answer.success(
                    options,
                    "connleak " + Version.TEXT + " watches this JVM already; its options stay as they are.",
                    null);
        } else {
            Answer.failure(
                    options, "this agent does not know the command " + command + "; it knows attach and dump", 2);
        }
    }
}
