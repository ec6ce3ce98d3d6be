package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.report.AgentLife;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Jvm;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.Truncated;
import dev.connleak.cli.report.UntrackedSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** A whole report: how bad and since when, the causes, the pools, what was watched, and what to know about the agent. */
public final class ReportPage {

    private final Page page;

    public ReportPage(Page page) {
        this.page = page;
    }

    public void print(Report report) {
        page.text(0, jvm(report), Style.bold);
        page.text(0, written(report));
        page.blank();
        headline(report);
        int number = 1;
        for (Finding finding : report.findings()) {
            page.blank();
            new FindingBlock(page).print(number++ + ".", Cause.of(report, finding));
        }
        new PoolTable(page).print(report);
        new CoverageTable(page).print(report);
        doubts(report);
    }

    private static String jvm(Report report) {
        Jvm jvm = report.jvm();
        List<String> parts = new ArrayList<>();
        parts.add(Words.orUnknown(jvm.mainClass()));
        if (jvm.pid() != null) {
            parts.add("process " + jvm.pid());
        }
        if (jvm.host() != null) {
            parts.add("on " + jvm.host());
        }
        if (jvm.version() != null) {
            parts.add("Java " + jvm.version());
        }
        report.labels().forEach((name, value) -> parts.add(name + "=" + value));
        return String.join(" · ", parts);
    }

    private static String written(Report report) {
        String text = "Written " + Words.time(report.time().at());
        if (report.trigger() != null) {
            text += ", trigger " + report.trigger();
        }
        Long watched = report.time().watchedMillis();
        if (watched != null) {
            text += ", after watching for " + Words.age(watched);
        }
        return text + ("attach".equals(report.time().mode()) ? " (attached late)" : "");
    }

    private void headline(Report report) {
        List<Finding> told =
                report.findings().stream().filter(f -> !f.markedIgnored()).toList();
        List<Finding> leaks = told.stream().filter(f -> !f.waste()).toList();
        long waste = told.stream().filter(Finding::waste).count();
        int ignored = report.findings().size() - told.size();
        String beside = (waste > 0 ? " " + Words.count(waste, "cause") + " of waste." : "")
                + (ignored > 0 ? " " + Words.count(ignored, "cause") + " ignored." : "");
        if (!leaks.isEmpty()) {
            page.text(0, leaks(leaks, report.time().at()) + beside, Style.bold, Style.fg_red);
            return;
        }
        page.text(0, "No leak found." + beside + " " + lookedAt(report), Style.bold);
        if (blind(report)) {
            page.text(0, "But connleak could not look everywhere: read what to know below.", Style.bold, Style.fg_red);
        }
    }

    private static boolean blind(Report report) {
        return !report.complete()
                || !"active".equals(report.agent().state())
                || "failed".equals(report.agent().selfTest())
                || report.coverage().clients().stream().anyMatch(client -> client.used() && !client.judged());
    }

    private static String leaks(List<Finding> leaks, @Nullable String now) {
        long held = leaks.stream()
                .map(Finding::connectionsHeld)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        String grades = leaks.stream()
                .collect(Collectors.groupingBy(Finding::grade, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(grade -> grade.getValue() + " " + grade.getKey())
                .collect(Collectors.joining(", "));
        String text = Words.count(leaks.size(), "leak") + " (" + grades + (leaks.size() == 1 ? ") holds " : ") hold ")
                + Words.count(held, "connection");
        Instant first = leaks.stream()
                .map(leak -> Words.instant(leak.firstSeenAt()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        if (first == null) {
            return text + ".";
        }
        Instant at = Words.instant(now);
        String ago =
                at == null ? "" : " (" + Words.age(Duration.between(first, at).toMillis()) + " before this report)";
        return text + ", since " + Words.time(first.toString()) + ago + ".";
    }

    private static String lookedAt(Report report) {
        long clients = report.coverage().clients().stream()
                .filter(client -> client.used())
                .count();
        Long exchanges = report.totals().exchanges();
        return "Looked at "
                + (exchanges == null ? "an unknown number of exchanges" : Words.count(exchanges, "exchange")) + " of "
                + Words.count(clients, "client") + " in 1 JVM.";
    }

    /** Whatever makes the rest of the page less certain; nothing where all is well. */
    private void doubts(Report report) {
        List<String> doubts = new ArrayList<>();
        if (!report.complete()) {
            doubts.add(
                    "This report is not complete: it was written at start or cut off, and a later one never replaced it.");
        }
        AgentLife agent = report.agent();
        if (!"active".equals(agent.state())) {
            doubts.add("The agent was not at work: state " + Words.orUnknown(agent.state()) + " since "
                    + Words.time(agent.since()) + (agent.reason() == null ? "." : ": " + agent.reason()));
        }
        if ("failed".equals(agent.selfTest())) {
            doubts.add("The agent's self-test failed: silence in this report means nothing.");
        }
        if (agent.internalErrors() != null && agent.internalErrors() > 0) {
            doubts.add("The agent had " + Words.count(agent.internalErrors(), "internal error") + ".");
        }
        report.coverage().clients().stream()
                .filter(client -> client.used() && !client.judged())
                .forEach(client -> doubts.add("Leaks of " + Words.orUnknown(client.client())
                        + " can't be judged: a hook that tells of returned connections is missing."));
        if (report.limits() != null) {
            Long dropped = report.limits().dropped();
            if (dropped != null && dropped > 0) {
                doubts.add("The agent dropped " + Words.count(dropped, "record") + ", its capacity is "
                        + Words.number(report.limits().capacity()) + ": the counts may be too low.");
            }
            report.limits().truncated().forEach(cut -> doubts.add(truncated(cut)));
        }
        if (report.config() != null) {
            report.config().problems().forEach(problem -> doubts.add("Option: " + problem));
        }
        untracked(report, doubts);
        if (!doubts.isEmpty()) {
            page.blank();
            page.text(0, "To know", Style.bold);
            doubts.forEach(doubt -> page.text(3, doubt));
        }
    }

    private static String truncated(Truncated cut) {
        return "The table of " + Words.orUnknown(cut.table()) + " keeps " + Words.number(cut.kept()) + " of "
                + Words.number(cut.total()) + " rows; the counts of the causes are whole.";
    }

    private static void untracked(Report report, List<String> doubts) {
        if (report.sockets() == null || report.sockets().untracked().isEmpty()) {
            return;
        }
        List<UntrackedSocket> sockets = report.sockets().untracked();
        long count = sockets.stream()
                .map(UntrackedSocket::count)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        String states = sockets.stream()
                .map(socket -> Words.orUnknown(socket.tcpState()).toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        doubts.add(Words.count(count, "socket") + " of no watched client (" + states
                + "): opened before the agent came, " + "or by native code.");
    }
}
