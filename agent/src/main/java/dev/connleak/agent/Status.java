package dev.connleak.agent;

import dev.connleak.diagnose.Grade;
import dev.connleak.report.Finding;
import dev.connleak.report.Report;
import dev.connleak.report.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The page that answers {@code status}: is it well, what does it see, what did it cost, what did it find. */
final class Status {
    private final Installation installation;
    private final Reweaving woven;
    private final long startNanos;

    /**
     * @param woven what it took to weave classes that were loaded
     * @param startNanos from the agent's entry until it watched
     */
    Status(Installation installation, Reweaving woven, long startNanos) {
        this.installation = installation;
        this.woven = woven;
        this.startNanos = startNanos;
    }

    /** 4 where nobody looks, 1 where something was found at or above the announced grade, else 0. */
    int exitCode(Report now) {
        Watch.AgentState agent = now.watch.agent;
        if (!agent.state.equals(Switch.State.ACTIVE.word) || !agent.selfTest.equals("passed")) {
            return Answer.NOT_WATCHED;
        }
        return alarming(now).isEmpty() ? 0 : Answer.FOUND;
    }

    String text(Report now) {
        List<String> lines = new ArrayList<>();
        Watch.AgentState agent = now.watch.agent;
        lines.add("connleak " + now.run.toolVersion + ": " + agent.state + " since "
                + Instant.ofEpochMilli(agent.since.epochMillis) + ", " + now.run.time.mode + ", "
                + now.run.time.watchedMillis / 1000 + " s"
                + (agent.reason == null ? "" : "; " + agent.reason));
        lines.add("self-test " + agent.selfTest + ", internal errors " + agent.internalErrors);
        lines.add("level " + now.watch.limits.level + ", ledger " + installation.ledgerEntries() + " of "
                + now.watch.limits.capacity + " entries, " + now.watch.limits.dropped + " dropped, counts since "
                + Instant.ofEpochMilli(now.run.trigger.countsSince.epochMillis));
        for (Watch.ClientCoverage client : now.watch.coverage) {
            lines.add("client " + client.client + (client.version == null ? "" : " " + client.version) + ": "
                    + client.state + ", exchanges " + client.exchanges
                    + (client.missing.isEmpty() ? "" : ", missing " + String.join(", ", client.missing)));
        }
        lines.add("cost: start " + TimeUnit.NANOSECONDS.toMillis(startNanos) + " ms, woven again " + woven.summary()
                + "; sweeper busy " + TimeUnit.NANOSECONDS.toMillis(installation.sweeperBusyNanos()) + " ms");
        List<Finding> alarming = alarming(now);
        lines.add("findings: " + alarming.size() + " at or above " + installation.options().announce + ", "
                + (now.findings.size() - alarming.size()) + " others");
        for (Finding finding : alarming) {
            lines.add("  " + finding.grade + " " + finding.kind + ", count " + finding.count + ": " + finding.summary);
        }
        lines.addAll(Beforehand.lines(now));
        return String.join("\n", lines);
    }

    private List<Finding> alarming(Report now) {
        Grade from = installation.options().announced();
        List<Finding> alarming = new ArrayList<>();
        for (Finding finding : now.findings) {
            if (finding.severity.equals("leak")
                    && !finding.ignored
                    && Grade.valueOf(finding.grade.toUpperCase(Locale.ROOT)).compareTo(from) >= 0) {
                alarming.add(finding);
            }
        }
        return alarming;
    }
}
