package dev.connleak.cli;

import dev.connleak.cli.judge.KnownFile;
import dev.connleak.cli.judge.Suppression;
import dev.connleak.cli.page.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak suppress FP --reason TEXT}: lets a cause pass, for a reason. */
@Command(
        name = "suppress",
        header = "Lets a cause pass the gate, for a reason.",
        description = {
            "",
            "Writes an entry into connleak-suppressions.json, found from the working directory upward; without one it is "
                    + "made here. A fingerprint stands under \"id\" at the end of each cause. Instead of one, a pattern "
                    + "for a frame of the stack may be given: * is a part of a name, ** any number of names.",
            "",
            "Example: connleak suppress clf1:9f2c4be01d7a5c33 \\",
            "             --reason \"vendor, fixed in 2.4.1\" --until 2027-03-31",
            "Example: connleak suppress --frame \"com.acme.legacy.**\" --reason \"ORD-17\""
        },
        exitCodeList = {
            "0:the entry was written",
            "2:wrong usage",
            "3:the list can't be read or written",
            "70:a fault of connleak's own"
        })
final class SuppressCommand implements Callable<Integer> {

    private static final Pattern FINGERPRINT = Pattern.compile("clf1:[0-9a-f]{16,64}");

    @Parameters(arity = "0..1", paramLabel = "FP", description = "The fingerprint of the cause.")
    private @Nullable String fingerprint;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why it may pass.")
    private String reason = "";

    @Option(names = "--until", paramLabel = "DATE", description = "The last day on which it may: 2026-12-31.")
    private @Nullable LocalDate until;

    @Option(names = "--frame", paramLabel = "PATTERN", description = "A frame of its stack, package.Class.method.")
    private @Nullable String frame;

    @Option(names = "--route", paramLabel = "PATTERN", description = "Its route, such as http://orders:*.")
    private @Nullable String route;

    @Option(names = "--suppressions", paramLabel = "FILE", description = "The list. Default: the nearest one upward.")
    private @Nullable Path suppressions;

    @Option(names = "--json", description = "Print the entry as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (fingerprint == null && frame == null) {
            throw new ParameterException(spec.commandLine(), "a fingerprint or --frame is missing");
        }
        if (fingerprint != null && !FINGERPRINT.matcher(fingerprint).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "'" + fingerprint + "' is no fingerprint such as clf1:9f2c4be01d7a5c33");
        }
        Suppression entry = new Suppression(
                fingerprint, null, null, null, frame, route, reason, until == null ? null : until.toString());
        String flaw = entry.flaw();
        if (flaw != null) {
            throw new ParameterException(spec.commandLine(), "this can't be written: " + flaw);
        }
        Path file = ListChange.file(KnownFile.SUPPRESSIONS, suppressions);
        List<Suppression> entries =
                new ArrayList<>(Files.exists(file) ? KnownFile.SUPPRESSIONS.read(file) : List.<Suppression>of());
        boolean replaced = entries.removeIf(entry::sameSubject);
        entries.add(entry);
        ListChange.write(KnownFile.SUPPRESSIONS, file, entries);
        if (json) {
            spec.commandLine().getOut().print(KnownFile.SUPPRESSIONS.text(List.of(entry)));
        } else {
            new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme())
                    .text(
                            0,
                            (replaced ? "Replaced " : "Added ") + entry.subject() + " in " + file
                                    + (until == null ? "." : ", until " + until + "."));
        }
        return ExitCode.CLEAN.number();
    }
}
