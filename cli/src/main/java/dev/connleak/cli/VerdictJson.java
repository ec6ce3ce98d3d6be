package dev.connleak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Standing;
import dev.connleak.cli.judge.Unseen;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.report.Finding;
import java.util.List;
import java.util.Locale;

/** The verdict for scripts: the same facts as the text, with the names that the report uses. */
record VerdictJson(Verdict verdict, ExitCode code, String message) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("passed", code == ExitCode.CLEAN);
        root.put("exitCode", code.number());
        root.put("message", message);
        root.put("reports", verdict.reports());
        root.put("jvms", verdict.jvms());
        root.put("exchanges", verdict.exchanges());
        ArrayNode clients = root.putArray("clients");
        verdict.clients().forEach(clients::add);
        root.put("from", verdict.span() == null ? null : verdict.span().from().toString());
        root.put("to", verdict.span() == null ? null : verdict.span().to().toString());
        ArrayNode failing = root.putArray("failing");
        verdict.failing().forEach(cause -> add(failing.addObject(), cause));
        ArrayNode known = root.putArray("known");
        verdict.causes().stream()
                .filter(cause -> cause.standing() == Standing.BASELINED || cause.standing() == Standing.SUPPRESSED)
                .forEach(cause -> add(known.addObject(), cause));
        root.put("ignored", verdict.count(Standing.IGNORED));
        root.put("belowThreshold", verdict.count(Standing.BELOW_THRESHOLD));
        ArrayNode unseen = root.putArray("baselineNotSeen");
        verdict.unseen().forEach(entry -> add(unseen.addObject(), entry));
        add(root, "unfinished", verdict.unfinished());
        add(root, "couldNotLook", verdict.blind());
        add(root, "unusable", verdict.unusable());
        add(root, "notes", verdict.notes());
        try {
            return SafeText.json(MAPPER.writeValueAsString(root)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    private static void add(ObjectNode node, String name, List<String> sentences) {
        ArrayNode array = node.putArray(name);
        sentences.forEach(array::add);
    }

    private static void add(ObjectNode node, Unseen entry) {
        node.put("fingerprint", entry.cause().fingerprint());
        node.put("site", entry.cause().site());
        node.put("kind", entry.cause().kind());
        node.put("where", entry.cause().where());
        node.put("exercised", entry.exercised());
    }

    private static void add(ObjectNode node, Judged cause) {
        Finding finding = cause.finding();
        node.put("fingerprint", finding.fingerprint());
        node.put("standing", cause.standing().name().toLowerCase(Locale.ROOT));
        node.put("why", cause.why());
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
        cause.files().forEach(file -> files.add(file.toString()));
    }
}
