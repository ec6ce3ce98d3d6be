package dev.connleak.cli;

import dev.connleak.cli.report.ClientCoverage;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.ReportFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the gate makes of the reports it read; pure, so that each rule of the exit codes can be tested alone. */
record Verdict(
        int reports,
        int jvms,
        long exchanges,
        Set<String> clients,
        List<Cause> failing,
        int ignored,
        int below,
        List<String> blind,
        List<String> unusable) {

    private static final Comparator<Cause> WORST_FIRST = Comparator.comparing(
                    (Cause cause) -> Threshold.severityRank(cause.finding()))
            .thenComparing(cause -> Threshold.gradeRank(cause.finding()))
            .thenComparing(cause -> orZero(cause.finding().count()), Comparator.reverseOrder())
            .thenComparing(cause -> cause.finding().fingerprint());

    /** A cause in the report that shows it worst, and the other reports that show it too. */
    record Cause(ReportFile file, Finding finding, List<ReportFile> alsoIn) {}

    /**
     * @param blindSpots what was found wrong before any report was read, such as a directory without reports
     * @param unusable what could not be read
     */
    static Verdict of(
            List<ReportFile> files,
            Threshold threshold,
            boolean allowPartial,
            boolean expectTraffic,
            List<String> blindSpots,
            List<String> unusable) {
        List<String> blind = new ArrayList<>(blindSpots);
        files.forEach(file -> blind.addAll(blindSpots(file, allowPartial)));
        long exchanges = exchanges(files);
        if (expectTraffic && exchanges == 0) {
            blind.add("no exchange was seen in any report, though --expect-traffic was given");
        }
        Map<String, List<Cause>> byFingerprint = new LinkedHashMap<>();
        int ignored = 0;
        int below = 0;
        for (ReportFile file : files) {
            for (Finding finding : file.report().findings()) {
                if (finding.markedIgnored()) {
                    ignored++;
                } else if (threshold.reachedBy(finding)) {
                    byFingerprint
                            .computeIfAbsent(finding.fingerprint(), fingerprint -> new ArrayList<>())
                            .add(new Cause(file, finding, List.of()));
                } else {
                    below++;
                }
            }
        }
        List<Cause> failing = byFingerprint.values().stream()
                .map(Verdict::merged)
                .sorted(WORST_FIRST)
                .toList();
        return new Verdict(
                files.size(), jvms(files), exchanges, clients(files), failing, ignored, below, blind, unusable);
    }

    ExitCode exitCode() {
        List<ExitCode> codes = new ArrayList<>();
        if (!unusable.isEmpty()) {
            codes.add(ExitCode.UNUSABLE_FILE);
        }
        if (!failing.isEmpty()) {
            codes.add(ExitCode.FOUND);
        }
        if (!blind.isEmpty()) {
            codes.add(ExitCode.COULD_NOT_LOOK);
        }
        return ExitCode.first(codes);
    }

    private static List<String> blindSpots(ReportFile file, boolean allowPartial) {
        List<String> blind = new ArrayList<>();
        String name = file.path() + ": ";
        if (!file.report().complete()) {
            blind.add(name + "the report is not complete; the JVM was killed, or is still running");
        }
        String state = file.report().agent().state();
        if (!"active".equals(state)) {
            String reason = file.report().agent().reason();
            blind.add(name + "the agent was " + (state == null ? "in an unknown state" : state)
                    + (reason == null ? "" : " (" + reason + ")"));
        }
        if ("failed".equals(file.report().agent().selfTest())) {
            blind.add(name + "the agent's self-test failed");
        }
        for (ClientCoverage client : file.report().coverage().clients()) {
            if (!allowPartial && client.used() && !client.judged()) {
                blind.add(
                        name + "leaks of " + client.client() + (client.version() == null ? "" : " " + client.version())
                                + " can't be judged, though it was used; --allow-partial accepts that");
            }
        }
        return blind;
    }

    private static Cause merged(List<Cause> same) {
        List<Cause> sorted = same.stream().sorted(WORST_FIRST).toList();
        Cause worst = sorted.get(0);
        return new Cause(
                worst.file(),
                worst.finding(),
                sorted.stream().skip(1).map(Cause::file).toList());
    }

    /** Reports of one JVM count the same exchanges again, so the highest number of each JVM counts. */
    private static long exchanges(List<ReportFile> files) {
        Map<String, Long> byJvm = new LinkedHashMap<>();
        files.forEach(
                file -> byJvm.merge(jvm(file), orZero(file.report().totals().exchanges()), Math::max));
        return byJvm.values().stream().mapToLong(Long::longValue).sum();
    }

    private static int jvms(List<ReportFile> files) {
        return (int) files.stream().map(Verdict::jvm).distinct().count();
    }

    private static String jvm(ReportFile file) {
        String instance = file.report().jvm().instance();
        return instance == null ? file.path().toString() : instance;
    }

    private static Set<String> clients(List<ReportFile> files) {
        Set<String> clients = new TreeSet<>();
        for (ReportFile file : files) {
            file.report().coverage().clients().stream()
                    .filter(ClientCoverage::used)
                    .map(ClientCoverage::client)
                    .filter(Objects::nonNull)
                    .forEach(clients::add);
        }
        return clients;
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
