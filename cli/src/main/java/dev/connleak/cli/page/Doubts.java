package dev.connleak.cli.page;

import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Source;
import dev.connleak.cli.report.AgentLife;
import dev.connleak.cli.report.Limits;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.Truncated;
import dev.connleak.cli.report.UntrackedSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whatever makes the rest of a page less certain; nothing where all is well. */
final class Doubts {

    private Doubts() {}

    /** Each doubt once; of several JVMs with the number of those it is true for. */
    static List<String> of(Merged merged) {
        Map<String, Integer> jvmsByDoubt = new LinkedHashMap<>();
        for (Source jvm : merged.jvms()) {
            of(jvm.head()).forEach(doubt -> jvmsByDoubt.merge(doubt, 1, Integer::sum));
        }
        List<String> doubts = new ArrayList<>();
        boolean alone = merged.jvms().size() == 1;
        jvmsByDoubt.forEach((doubt, jvms) ->
                doubts.add(alone ? doubt : "In " + jvms + " of " + merged.jvms().size() + " JVMs: " + doubt));
        return doubts;
    }

    private static List<String> of(Report report) {
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
            limits(report.limits(), doubts);
        }
        if (report.config() != null) {
            report.config().problems().forEach(problem -> doubts.add("Option: " + problem));
        }
        untracked(report, doubts);
        return doubts;
    }

    private static void limits(Limits limits, List<String> doubts) {
        Long dropped = limits.dropped();
        if (dropped != null && dropped > 0) {
            doubts.add("The agent dropped " + Words.count(dropped, "record") + ", its capacity is "
                    + Words.number(limits.capacity()) + ": the counts may be too low.");
        }
        limits.truncated().forEach(cut -> doubts.add(truncated(cut)));
    }

    private static String truncated(Truncated cut) {
        String kept = Words.number(cut.kept());
        String total = Words.number(cut.total());
        return switch (String.valueOf(cut.table())) {
            case "findings" -> "The report tells the worst " + kept + " of " + total + " causes.";
            case "frames" -> "Stacks are cut at " + kept + " frames; the longest has " + total + ".";
            case "descriptors" ->
                "Of " + total + " descriptors " + kept
                        + " were asked which socket is theirs: there may be more sockets of no watched client.";
            default ->
                "The table of " + Words.orUnknown(cut.table()) + " keeps " + kept + " of " + total
                        + " rows; the counts of the causes are whole.";
        };
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
