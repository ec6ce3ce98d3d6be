package dev.connleak.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.page.SafeText;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak completion bash|zsh}: the script with which a shell completes our words. */
@Command(
        name = "completion",
        header = "Prints the script with which a shell completes commands and options.",
        description = {
            "",
            "One script serves both shells; put it where your shell looks for completions, or source it.",
            "",
            "Example: connleak completion bash \\",
            "             > ~/.local/share/bash-completion/completions/connleak",
            "Example: source <(connleak completion zsh)"
        },
        exitCodeList = {"0:the script was printed", "2:wrong usage", "70:a fault of connleak's own"})
final class CompletionCommand implements Callable<Integer> {

    /** In lower case, as on the command line. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Option(names = "--json", description = "Print it as a string of JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        // Both shells read the same script.
        String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
        if (json) {
            script = SafeText.json(new ObjectMapper()
                            .createObjectNode()
                            .put("shell", shell.name())
                            .put("script", script)
                            .toPrettyString())
                    + "\n";
        }
        spec.commandLine().getOut().print(script);
        return ExitCode.CLEAN.number();
    }
}
