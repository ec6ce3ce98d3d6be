package dev.connleak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.table.Comparison;
import dev.connleak.cli.table.Seen;
import dev.connleak.cli.table.Treatment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table for scripts: the same facts as the text, the verdicts with the names that the report uses. */
record TableJson(Comparison comparison) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("matches", comparison.matches());
        root.put("bodyBytes", comparison.size().bytes());
        ArrayNode rows = root.putArray("treatments");
        comparison.rows().forEach(row -> add(rows.addObject(), row));
        findings(root.putArray("elsewhere"), comparison.elsewhere());
        try {
            return SafeText.json(MAPPER.writeValueAsString(root)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    private static void add(ObjectNode node, Comparison.Row row) {
        Treatment treatment = row.measurement().treatment();
        Seen seen = row.measurement().seen();
        node.put("name", treatment.method());
        node.put("cell", treatment.isCell());
        node.put("keepAlive", treatment.keepAlive() ? "on" : "off");
        node.put("readToEof", treatment.read());
        node.put("closed", treatment.closed());
        node.put("exchanges", treatment.exchanges());
        node.put("connectionsOpened", seen.opened());
        node.put("exchangesOnReusedConnection", seen.reused());
        states(node, "clientTcpStates", seen.client());
        states(node, "serverTcpStates", seen.server());
        node.put("loopThreads", seen.loops());
        node.put("loopThreadsInReport", row.measurement().agentLoops());
        findings(node.putArray("findings"), row.measurement().findings());
        node.put("matches", row.matches());
        ArrayNode differences = node.putArray("differences");
        row.differences().forEach(differences::add);
    }

    /** How many sockets are in each state; null where the kernel can't be asked. */
    private static void states(ObjectNode node, String key, @Nullable Map<String, Integer> states) {
        if (states == null) {
            node.putNull(key);
        } else {
            states.forEach(node.putObject(key)::put);
        }
    }

    private static void findings(ArrayNode array, List<Finding> findings) {
        for (Finding finding : findings) {
            ObjectNode node = array.addObject();
            node.put("kind", finding.kind());
            node.put("severity", finding.severity());
            node.put("grade", finding.grade());
            node.put("outcome", finding.outcome());
            node.put("count", finding.count());
            node.putPOJO("site", finding.site());
        }
    }
}
