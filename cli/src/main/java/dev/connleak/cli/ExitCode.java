package dev.connleak.cli;

import dev.connleak.cli.attach.AgentVersionException;
import dev.connleak.cli.attach.AmbiguousTargetException;
import dev.connleak.cli.attach.AttachException;
import dev.connleak.cli.judge.KnownFileException;
import dev.connleak.cli.launch.LaunchException;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.watch.NoTerminalException;
import java.util.Collection;
import java.util.Comparator;
import picocli.CommandLine;

/** What a command's end means to a script. In the order of precedence: of several, the first one is the answer. */
enum ExitCode {
    FAULT(70),
    USAGE(2),
    UNUSABLE_FILE(3),
    FOUND(1),
    COULD_NOT_LOOK(4),
    CLEAN(0);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode first(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.naturalOrder()).orElse(CLEAN);
    }

    static ExitCode of(Throwable failure) {
        if (failure instanceof CommandLine.ParameterException
                || failure instanceof AmbiguousTargetException
                || failure instanceof NoTerminalException) {
            return USAGE;
        }
        if (failure instanceof ReportException
                || failure instanceof KnownFileException
                || failure instanceof AgentVersionException
                || failure instanceof FileNotWrittenException) {
            return UNUSABLE_FILE;
        }
        return failure instanceof AttachException || failure instanceof LaunchException ? COULD_NOT_LOOK : FAULT;
    }
}
