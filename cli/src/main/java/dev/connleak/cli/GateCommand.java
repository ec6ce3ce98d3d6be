package dev.connleak.cli;

import dev.connleak.cli.ci.Places;
import dev.connleak.cli.ci.Wording;
import dev.connleak.cli.judge.Judge;
import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Known;
import dev.connleak.cli.judge.Standing;
import dev.connleak.cli.judge.Terms;
import dev.connleak.cli.judge.Threshold;
import dev.connleak.cli.judge.Unseen;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.FindingBlock;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.Words;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connleak gate FILE…|DIR}: fails a build on leaks, and on not having been able to look for them. */
@Command(
        name = "gate",
        header = "Fails (exit code 1) when reports show leaks that nobody knew of.",
        description = {
            "",
            "Reads all reports, or all *.json of a directory, shows each new cause at or above the thresholds once, and "
                    + "ends with PASS or FAIL. Of one JVM the latest report counts. Silence is no success: where connleak "
                    + "could not look, the exit code is 4. All reports are read and shown; the exit code is the first that "
                    + "applies of 70, 2, 3, 1, 4, 0.",
            "",
            "Example: connleak gate leaks/ --expect-traffic",
            "Example: connleak gate leaks/ --sarif connleak.sarif --github",
            "Example: connleak gate leaks/ --junit connleak.xml --max-new 3"
        },
        exitCodeList = {
            "0:nothing to complain about",
            "1:more than --max-new causes at or above --fail-on and --severity that are neither in the baseline nor "
                    + "suppressed",
            "2:wrong usage",
            "3:a file can't be read or written, is cut short, is no report, or is of an unknown schema",
            "4:could not look: no reports, a report that is not complete, the agent off, its self-test failed, a client "
                    + "that can't be judged, or no exchange under --expect-traffic",
            "70:a fault of connleak's own"
        })
final class GateCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Reports, or directories that hold them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "GRADE",
            defaultValue = "likely",
            description = "The weakest grade that fails: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Threshold.Grade failOn = Threshold.Grade.likely;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "leak",
            description = "The least severity that fails: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Threshold.Severity severity = Threshold.Severity.leak;

    @Option(names = "--max-new", paramLabel = "N", defaultValue = "0", description = "Let so many new causes pass.")
    private int maxNew;

    @Mixin
    private KnownMixin knownFiles = new KnownMixin();

    @Option(names = "--expect-traffic", description = "Fail with 4 when no report saw an exchange.")
    private boolean expectTraffic;

    @Option(names = "--allow-partial", description = "Accept clients that were used but can't be judged.")
    private boolean allowPartial;

    @Option(
            names = "--allow-missing",
            description = "Accept paths without reports, and JVMs that began and never finished their report.")
    private boolean allowMissing;

    @Option(
            names = "--newer-than",
            paramLabel = "TIME|AGE|FILE",
            converter = NewerThan.class,
            description =
                    "Leave out reports of earlier runs: those before 2026-11-21T12:00:00Z, older than 30m, or than a file.")
    private @Nullable Instant newerThan;

    @Option(names = "--exit-zero", description = "End with 0 where it would be 1 or 4; what was found is still said.")
    private boolean exitZero;

    @Mixin
    private BuildServerMixin buildServer = new BuildServerMixin();

    @Option(names = "--json", description = "Print the verdict as JSON; annotations go to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (maxNew < 0) {
            throw new ParameterException(spec.commandLine(), "--max-new " + maxNew + " is below zero");
        }
        Places places = buildServer.places();
        Known known = knownFiles.known();
        List<Path> absent = paths.stream()
                .filter(path -> allowMissing && Files.notExists(path))
                .toList();
        Reading reading = Reading.of(
                paths.stream().filter(path -> !absent.contains(path)).toList(),
                spec.commandLine(),
                file -> NewerThan.newer(file, newerThan));
        List<String> notes = new ArrayList<>();
        absent.forEach(path -> notes.add(path + " does not exist"));
        if (reading.leftOut() > 0) {
            notes.add(Words.count(reading.leftOut(), "report") + " left out, not newer than " + newerThan);
        }
        Terms terms = new Terms(new Threshold(failOn, severity), maxNew, allowPartial, allowMissing, expectTraffic);
        Verdict verdict = new Judge(reading.merged(), known, terms).verdict(reading.empty(), reading.unusable(), notes);
        ExitCode code = exitCode(verdict);
        boolean forgiven = exitZero && (code == ExitCode.FOUND || code == ExitCode.COULD_NOT_LOOK);
        List<String> annotations = buildServer.annotations(verdict, places);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            annotations.forEach(spec.commandLine().getErr()::println);
            out.print(new VerdictJson(verdict, code, lastLine(verdict, code, forgiven)).text());
        } else {
            annotations.forEach(out::println);
            // What a report says is no command to the runner, not even at the beginning of a line.
            String token = UUID.randomUUID().toString();
            if (buildServer.github()) {
                out.println("::stop-commands::" + token);
            }
            print(verdict, code, forgiven);
            if (buildServer.github()) {
                out.println("::" + token + "::");
            }
        }
        buildServer.write(verdict, places);
        return forgiven ? ExitCode.CLEAN.number() : code.number();
    }

    private static ExitCode exitCode(Verdict verdict) {
        List<ExitCode> codes = new ArrayList<>();
        if (!verdict.unusable().isEmpty()) {
            codes.add(ExitCode.UNUSABLE_FILE);
        }
        if (verdict.found()) {
            codes.add(ExitCode.FOUND);
        }
        if (!verdict.blind().isEmpty()) {
            codes.add(ExitCode.COULD_NOT_LOOK);
        }
        return ExitCode.first(codes);
    }

    private void print(Verdict verdict, ExitCode code, boolean forgiven) {
        Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        for (Judged cause : verdict.failing()) {
            new FindingBlock(page).print(verdict.found() ? "FAIL" : "NEW", cause.cause());
            page.field("report", cause.files().stream().map(Path::toString).collect(Collectors.joining(", ")));
            page.blank();
        }
        verdict.complaints().forEach(text -> page.text(0, text));
        verdict.unfinished().stream().filter(line -> allowMissing).forEach(line -> page.text(0, "Accepted: " + line));
        for (Unseen unseen : verdict.unseen()) {
            page.text(0, "Baseline, " + unseen.word() + ": " + unseen.cause().subject());
        }
        verdict.notes().forEach(text -> page.text(0, "Note: " + text));
        page.text(0, Wording.judged(verdict));
        String rest = notCounted(verdict);
        if (!rest.isEmpty()) {
            page.text(0, "Not counted: " + rest + ".");
        }
        page.text(
                0,
                lastLine(verdict, code, forgiven),
                Style.bold,
                code == ExitCode.CLEAN ? Style.fg_green : Style.fg_red);
    }

    private static String notCounted(Verdict verdict) {
        List<String> parts = new ArrayList<>();
        add(parts, verdict.count(Standing.BASELINED), " in the baseline");
        add(parts, verdict.count(Standing.SUPPRESSED), " suppressed");
        add(parts, verdict.count(Standing.IGNORED), " ignored by the agent's option");
        add(parts, verdict.count(Standing.BELOW_THRESHOLD), " below --fail-on or --severity");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(Words.count(number, "cause") + what);
        }
    }

    private static String lastLine(Verdict verdict, ExitCode code, boolean forgiven) {
        String outcome = Wording.outcome(verdict);
        if (code == ExitCode.CLEAN) {
            return "PASS: " + outcome;
        }
        return "FAIL (" + code.number() + (forgiven ? ", 0 by --exit-zero" : "") + "): " + outcome;
    }
}
