package dev.connleak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.Finding;

/** The verdict for scripts: the same facts as the text, with the names that the report uses. */
record VerdictJson(Verdict verdict) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("passed", verdict.exitCode() == ExitCode.CLEAN);
        root.put("exitCode", verdict.exitCode().number());
        root.put("message", GateCommand.lastLine(verdict));
        root.put("reports", verdict.reports());
        root.put("jvms", verdict.jvms());
        root.put("exchanges", verdict.exchanges());
        ArrayNode clients = root.putArray("clients");
        verdict.clients().forEach(clients::add);
        ArrayNode failing = root.putArray("failing");
        verdict.failing().forEach(cause -> add(failing.addObject(), cause));
        root.put("ignored", verdict.ignored());
        root.put("belowThreshold", verdict.below());
        ArrayNode blind = root.putArray("couldNotLook");
        verdict.blind().forEach(blind::add);
        ArrayNode unusable = root.putArray("unusable");
        verdict.unusable().forEach(unusable::add);
        try {
            return SafeText.json(MAPPER.writeValueAsString(root)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    private static void add(ObjectNode node, Verdict.Cause cause) {
        Finding finding = cause.finding();
        node.put("fingerprint", finding.fingerprint());
        node.put("kind", finding.kind());
        node.put("severity", finding.severity());
        node.put("grade", finding.grade());
        node.put("count", finding.count());
        node.put("connectionsHeld", finding.connectionsHeld());
        node.put("client", finding.client());
        node.put("route", finding.route());
        node.putPOJO("site", finding.site());
        node.put("summary", finding.summary());
        ArrayNode files = node.putArray("files");
        files.add(cause.file().path().toString());
        cause.alsoIn().forEach(file -> files.add(file.path().toString()));
    }
}
