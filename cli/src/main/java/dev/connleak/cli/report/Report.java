package dev.connleak.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as it was written: the sections that a command shows or judges. References between tables are resolved here. */
public record Report(
        String schemaVersion,
        Boolean complete,
        Tool tool,
        @Nullable String trigger,
        @Nullable Long sequence,
        @Nullable String countsSince,
        Time time,
        Jvm jvm,
        Map<String, String> labels,
        AgentLife agent,
        @Nullable Config config,
        Coverage coverage,
        @Nullable Limits limits,
        Totals totals,
        List<CellCount> cells,
        List<Finding> findings,
        List<HistoryPoint> history,
        List<Pool> pools,
        List<Connection> connections,
        List<Exchange> exchanges,
        List<@Nullable ThreadInfo> threads,
        List<@Nullable List<@Nullable String>> stacks,
        @Nullable Sockets sockets) {

    public Report {
        Objects.requireNonNull(schemaVersion, "schemaVersion");
        Objects.requireNonNull(complete, "complete");
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(jvm, "jvm");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(coverage, "coverage");
        Objects.requireNonNull(totals, "totals");
        labels = Absent.asEmpty(labels);
        cells = Absent.asEmpty(cells);
        findings = Absent.asEmpty(findings);
        history = Absent.asEmpty(history);
        pools = Absent.asEmpty(pools);
        connections = Absent.asEmpty(connections);
        exchanges = Absent.asEmpty(exchanges);
        threads = threads == null ? List.of() : threads;
        stacks = stacks == null ? List.of() : stacks;
    }

    /** The frames of a stack, innermost first; none where the reference leads nowhere. */
    public List<String> stack(@Nullable Integer index) {
        if (index == null || index < 0 || index >= stacks.size()) {
            return List.of();
        }
        return Absent.asEmpty(withoutNulls(stacks.get(index)));
    }

    public @Nullable ThreadInfo thread(@Nullable Integer index) {
        return index == null || index < 0 || index >= threads.size() ? null : threads.get(index);
    }

    /** The same with some of its parts replaced by equal ones, so that many reports can share them. */
    public Report with(Tool sameTool, Coverage sameCoverage, @Nullable Config sameConfig) {
        return new Report(
                schemaVersion,
                complete,
                sameTool,
                trigger,
                sequence,
                countsSince,
                time,
                jvm,
                labels,
                agent,
                sameConfig,
                sameCoverage,
                limits,
                totals,
                cells,
                findings,
                history,
                pools,
                connections,
                exchanges,
                threads,
                stacks,
                sockets);
    }

    /** The report without its tables and findings: who wrote it, of which JVM, and what was watched. */
    public Report head() {
        return new Report(
                schemaVersion,
                complete,
                tool,
                trigger,
                sequence,
                countsSince,
                time,
                jvm,
                labels,
                agent,
                config,
                coverage,
                limits,
                totals,
                cells,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                sockets);
    }

    private static List<String> withoutNulls(@Nullable List<@Nullable String> frames) {
        return frames == null
                ? List.of()
                : frames.stream().filter(Objects::nonNull).toList();
    }
}
