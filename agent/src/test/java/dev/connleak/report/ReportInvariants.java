package dev.connleak.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold in every report and what a schema cannot say: sums, references and pairs of times. */
public final class ReportInvariants {
    private final JsonNode report;
    private final List<String> violations = new ArrayList<>();

    private ReportInvariants(JsonNode report) {
        this.report = report;
    }

    /** What does not hold, a sentence each; empty when all does. */
    public static List<String> violations(JsonNode report) {
        ReportInvariants invariants = new ReportInvariants(report);
        invariants.sums();
        invariants.truncations();
        invariants.findings();
        invariants.ids();
        invariants.indexes();
        invariants.times(report, "");
        return invariants.violations;
    }

    private void sums() {
        long exchanges = report.at("/totals/exchanges").asLong();
        long bodies = 0;
        for (JsonNode body : report.at("/totals/bodies")) {
            bodies += body.asLong();
        }
        require(bodies == exchanges, "bodies add up to " + bodies + ", exchanges are " + exchanges);
        long inCells = 0;
        for (JsonNode cell : report.path("cells")) {
            inCells += cell.path("exchanges").asLong();
        }
        require(inCells <= exchanges, "cells hold " + inCells + " exchanges of " + exchanges);
    }

    private void truncations() {
        for (JsonNode cut : report.at("/limits/truncated")) {
            String table = cut.path("table").asText();
            long kept = cut.path("kept").asLong();
            require(kept < cut.path("total").asLong(), table + " kept " + kept + " of " + cut.path("total"));
            if (report.path(table).isArray()) {
                int size = report.path(table).size();
                require(size == kept, table + " has " + size + " rows and says it kept " + kept);
            }
        }
    }

    private void findings() {
        Set<String> fingerprints = new HashSet<>();
        for (JsonNode finding : report.path("findings")) {
            String fingerprint = finding.path("fingerprint").asText();
            long count = finding.path("count").asLong();
            require(fingerprints.add(fingerprint), fingerprint + " is two findings");
            require(finding.path("openNow").asLong() <= count, fingerprint + " has more open than were ever counted");
            if (!finding.path("byKind").isEmpty()) {
                long byKind = 0;
                for (JsonNode part : finding.path("byKind")) {
                    byKind += part.asLong();
                }
                require(byKind == count, fingerprint + " counts " + count + " and by kind " + byKind);
            }
        }
    }

    private void ids() {
        Set<String> pools = ids("pools");
        Set<String> connections = ids("connections");
        Set<String> exchanges = ids("exchanges");
        for (JsonNode connection : report.path("connections")) {
            refersTo(
                    connection.path("pool"),
                    pools,
                    "pools",
                    connection.path("id").asText());
        }
        for (JsonNode exchange : report.path("exchanges")) {
            refersTo(
                    exchange.path("connection"),
                    connections,
                    "connections",
                    exchange.path("id").asText());
        }
        for (JsonNode finding : report.path("findings")) {
            String fingerprint = finding.path("fingerprint").asText();
            for (JsonNode instance : finding.path("instances")) {
                switch (instance.asText().charAt(0)) {
                    case 'p' -> refersTo(instance, pools, "pools", fingerprint);
                    case 'c' -> refersTo(instance, connections, "connections", fingerprint);
                    default -> refersTo(instance, exchanges, "exchanges", fingerprint);
                }
            }
        }
    }

    private Set<String> ids(String table) {
        Set<String> ids = new HashSet<>();
        for (JsonNode row : report.path(table)) {
            String id = row.path("id").asText();
            require(ids.add(id), table + " holds " + id + " twice");
        }
        return ids;
    }

    private void refersTo(JsonNode id, Set<String> ids, String table, String from) {
        if (id.isNull() || ids.contains(id.asText())) {
            return;
        }
        require(truncated(table), from + " refers to " + id.asText() + ", which is not in " + table);
    }

    private boolean truncated(String table) {
        for (JsonNode cut : report.at("/limits/truncated")) {
            if (cut.path("table").asText().equals(table)) {
                return true;
            }
        }
        return false;
    }

    private void indexes() {
        for (JsonNode pool : report.path("pools")) {
            stack(pool.path("stack"));
            pool.path("waiters").forEach(this::thread);
        }
        for (JsonNode connection : report.path("connections")) {
            thread(connection.path("reader"));
            thread(connection.path("writer"));
            connection.path("loopThreads").forEach(this::thread);
        }
        for (JsonNode exchange : report.path("exchanges")) {
            thread(exchange.path("thread"));
            stack(exchange.path("stack"));
        }
        for (JsonNode thread : report.path("threads")) {
            stack(thread.path("stack"));
        }
        for (JsonNode finding : report.path("findings")) {
            for (JsonNode counted : finding.path("stacks")) {
                stack(counted.path("stack"));
            }
            for (JsonNode holder : finding.path("holders")) {
                thread(holder.path("thread"));
                stack(holder.path("stack"));
            }
            thread(finding.at("/lastTouch/thread"));
            stack(finding.at("/lastTouch/stack"));
            stack(finding.at("/submitter/stack"));
        }
    }

    private void thread(JsonNode index) {
        within(index, "threads");
    }

    private void stack(JsonNode index) {
        within(index, "stacks");
    }

    private void within(JsonNode index, String table) {
        int size = report.path(table).size();
        if (index.isInt()) {
            require(index.asInt() < size, "index " + index + " into " + table + ", which has " + size + " rows");
        }
    }

    private void times(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.equals("at") || name.endsWith("At")) {
                boolean paired = node.has(name + "Millis")
                        && node.path(name + "Millis").isNull()
                                == field.getValue().isNull();
                require(paired, path + "/" + name + " and " + name + "Millis do not go together");
            }
            times(field.getValue(), path + "/" + name);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                times(node.path(i), path + "/" + i);
            }
        }
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }
}
