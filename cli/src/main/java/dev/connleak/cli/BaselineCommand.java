package dev.connleak.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code connleak baseline add|prune}: what {@code gate} takes as known. */
@Command(
        name = "baseline",
        header = "Keeps the list of causes that were there before.",
        description = {
            "",
            "The list is connleak-baseline.json, found from the working directory upward; it belongs into version control. "
                    + "It holds no counts and no times: it changes only when its meaning does.",
            "",
            "Example: connleak baseline add leaks/",
            "Example: connleak baseline prune leaks/ --yes"
        },
        subcommands = {BaselineAddCommand.class, BaselinePruneCommand.class},
        exitCodeList = {"0, 3, 4:see the help of add and prune", "2:wrong usage", "70:a fault of connleak's own"})
final class BaselineCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "add or prune is missing");
    }
}
