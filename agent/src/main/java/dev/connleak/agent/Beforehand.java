package dev.connleak.agent;

import dev.connleak.report.ConnectionEntry;
import dev.connleak.report.Pool;
import dev.connleak.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was lent before the agent came, a sentence a pool: the report has its rows, and no lines of code for them. */
final class Beforehand {
    private static final String ADVICE =
            "The lines that hold what was lent before the agent came can't be known any more:"
                    + " restart the JVM with -javaagent:connleak-agent.jar, or look into a heap dump.";

    private Beforehand() {}

    /** Empty where nothing was. */
    static List<String> lines(Report report) {
        Map<@Nullable String, List<ConnectionEntry>> lent = new LinkedHashMap<>();
        for (ConnectionEntry connection : report.connections) {
            if (connection.adopted && connection.state.equals("leased")) {
                lent.computeIfAbsent(connection.pool, pool -> new ArrayList<>()).add(connection);
            }
        }
        List<String> lines = new ArrayList<>();
        for (Pool pool : report.pools) {
            List<ConnectionEntry> connections = lent.get(pool.id);
            if (connections != null) {
                lines.add("pool " + pool.id + " of " + pool.client + " for " + routes(connections) + ": "
                        + connections.size() + " of its connections were lent before the agent came ("
                        + states(connections)
                        + "), " + (pool.waiting == null ? 0 : pool.waiting) + " callers wait.");
            }
        }
        if (!lines.isEmpty()) {
            lines.add(ADVICE);
        }
        return lines;
    }

    private static String routes(List<ConnectionEntry> connections) {
        TreeSet<String> routes = new TreeSet<>();
        for (ConnectionEntry connection : connections) {
            routes.add(connection.route == null ? "an unknown route" : connection.route);
        }
        return String.join(", ", routes);
    }

    private static String states(List<ConnectionEntry> connections) {
        TreeSet<String> states = new TreeSet<>();
        for (ConnectionEntry connection : connections) {
            states.add(connection.tcpState == null ? "kernel state unknown" : connection.tcpState);
        }
        return String.join(", ", states);
    }
}
