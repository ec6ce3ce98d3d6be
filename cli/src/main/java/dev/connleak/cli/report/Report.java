package dev.connleak.cli.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A report as it was written: the sections that a command shows or judges. References between tables are resolved here. */
public record Report(
        String schemaVersion,
        Boolean complete,
        Tool tool,
        @Nullable String trigger,
        @Nullable Long sequence,
        Time time,
        Jvm jvm,
        Map<String, String> labels,
        AgentLife agent,
        @Nullable Config config,
        Coverage coverage,
        @Nullable Limits limits,
        Totals totals,
        List<Finding> findings,
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
        findings = Absent.asEmpty(findings);
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

    /** What the kernel says about the connections behind a finding's instances: state and how many are in it. */
    public Map<String, Integer> tcpStates(Finding finding) {
        Map<String, String> connectionOfExchange = new HashMap<>();
        for (Exchange exchange : exchanges) {
            if (exchange.id() != null && exchange.connection() != null) {
                connectionOfExchange.put(exchange.id(), exchange.connection());
            }
        }
        Map<String, String> stateOfConnection = new HashMap<>();
        for (Connection connection : connections) {
            if (connection.id() != null && connection.tcpState() != null) {
                stateOfConnection.put(connection.id(), connection.tcpState());
            }
        }
        Map<String, Integer> states = new TreeMap<>();
        finding.instances().stream()
                .map(connectionOfExchange::get)
                .filter(Objects::nonNull)
                .distinct()
                .map(stateOfConnection::get)
                .filter(Objects::nonNull)
                .forEach(state -> states.merge(state, 1, Integer::sum));
        return states;
    }

    private static List<String> withoutNulls(@Nullable List<@Nullable String> frames) {
        return frames == null
                ? List.of()
                : frames.stream().filter(Objects::nonNull).toList();
    }
}
