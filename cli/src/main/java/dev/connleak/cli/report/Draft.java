package dev.connleak.cli.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report in the making: the sections that came so far. Filled by {@link ReportParser} alone. */
final class Draft {

    @Nullable
    String schema;

    @Nullable
    String schemaVersion;

    @Nullable
    Boolean complete;

    @Nullable
    Tool tool;

    @Nullable
    String trigger;

    @Nullable
    Long sequence;

    @Nullable
    String countsSince;

    @Nullable
    Time time;

    @Nullable
    Jvm jvm;

    @Nullable
    Map<String, String> labels;

    @Nullable
    AgentLife agent;

    @Nullable
    Config config;

    @Nullable
    Coverage coverage;

    @Nullable
    Limits limits;

    @Nullable
    Totals totals;

    @Nullable
    List<CellCount> cells;

    @Nullable
    List<Finding> findings;

    @Nullable
    List<HistoryPoint> history;

    @Nullable
    List<Pool> pools;

    @Nullable
    List<Connection> connections;

    @Nullable
    List<Exchange> exchanges;

    @Nullable
    List<@Nullable ThreadInfo> threads;

    @Nullable
    List<@Nullable List<@Nullable String>> stacks;

    @Nullable
    Sockets sockets;

    /** Whether the file says that connleak wrote it. */
    boolean ours() {
        return (tool != null && "connleak".equals(tool.name()))
                || (schema != null && schema.startsWith("urn:connleak:report:"));
    }

    /** The sections that came, by key, of those that no report is without. */
    Map<String, Object> required() {
        Map<String, Object> found = new HashMap<>();
        put(found, "tool", tool);
        put(found, "complete", complete);
        put(found, "time", time);
        put(found, "jvm", jvm);
        put(found, "agent", agent);
        put(found, "coverage", coverage);
        put(found, "totals", totals);
        put(found, "findings", findings);
        return found;
    }

    private static void put(Map<String, Object> found, String key, @Nullable Object value) {
        if (value != null) {
            found.put(key, value);
        }
    }

    /** Which rows of the tables something points to, as far as the sections have come. */
    Wanted wanted() {
        return Wanted.of(findings);
    }

    Report report() {
        Wanted wanted = wanted();
        List<Exchange> keptExchanges = wanted.exchanges(Absent.asEmpty(exchanges));
        return new Report(
                Objects.requireNonNull(schemaVersion),
                Objects.requireNonNull(complete),
                Objects.requireNonNull(tool),
                trigger,
                sequence,
                countsSince,
                Objects.requireNonNull(time),
                Objects.requireNonNull(jvm),
                Absent.asEmpty(labels),
                Objects.requireNonNull(agent),
                config,
                Objects.requireNonNull(coverage),
                limits,
                Objects.requireNonNull(totals),
                Absent.asEmpty(cells),
                Absent.asEmpty(findings),
                Absent.asEmpty(history),
                Absent.asEmpty(pools),
                wanted.connections(Absent.asEmpty(connections), keptExchanges),
                keptExchanges,
                Absent.orEmpty(threads),
                Absent.orEmpty(stacks),
                sockets);
    }
}
