package dev.connleak.cli.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of a report what should not leave the house, and keeps what tells the leak: fingerprints, counts, classes and
 * methods. What the schema does not know is taken out whole, since a newer agent may say anything there. Names are replaced
 * by numbers, the same name by the same number; free text is searched for every name that was replaced elsewhere.
 */
public final class Scrubber {

    /** Values of options that can't be a name: numbers, durations, words of our own. */
    private static final Pattern HARMLESS = Pattern.compile(
            "true|false|on|off|\\d{1,9}(ms|s|m|h)?|stacks|sites|counts" + "|likely|proven|suspect|template|route|full");

    private static final Pattern CLASS_NAME =
            Pattern.compile("(\\p{javaJavaIdentifierPart}+\\.)*\\p{javaJavaIdentifierPart}+");

    private static final String REMOVED = "(removed)";

    private final JsonNode schema = Schema.report.tree();
    private final Names names = new Names();

    /** A copy without names; the report stays as it is. */
    public ObjectNode scrubbed(JsonNode report) {
        ObjectNode root = report.deepCopy();
        declaredOnly(root, schema);
        jvm(root);
        rows(root, "connections", this::addresses);
        rows(root, "exchanges", this::url);
        rows(root.path("sockets"), "untracked", this::addresses);
        threads(root);
        config(root);
        if (root.path("agent") instanceof ObjectNode agent
                && agent.path("reason").isTextual()) {
            agent.put("reason", REMOVED);
        }
        rows(root, "findings", this::route);
        rows(root, "findings", this::words);
        return root;
    }

    private void declaredOnly(JsonNode value, JsonNode by) {
        JsonNode rule = by.has("$ref") ? schema.at(by.path("$ref").asText().substring(1)) : by;
        for (JsonNode each : rule.path("anyOf")) {
            declaredOnly(value, each);
        }
        if (value instanceof ObjectNode object && rule.path("properties").isObject()) {
            List<String> unknown = new ArrayList<>();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode known = rule.path("properties").path(member.getKey());
                if (known.isMissingNode()) {
                    unknown.add(member.getKey());
                } else {
                    declaredOnly(member.getValue(), known);
                }
            }
            object.remove(unknown);
        }
        if (value.isArray()) {
            value.forEach(item -> declaredOnly(item, rule.path("items")));
        }
    }

    private void jvm(ObjectNode root) {
        if (root.path("labels") instanceof ObjectNode labels) {
            labels.forEach(label -> names.number("label", label.asText()));
            labels.removeAll();
        }
        if (root.path("jvm") instanceof ObjectNode jvm) {
            names.number("host", jvm.path("host").asText(""));
            jvm.putNull("host");
            jvm.putNull("pid");
            if (!CLASS_NAME.matcher(jvm.path("mainClass").asText()).matches()) {
                names.number("main", jvm.path("mainClass").asText(""));
                jvm.putNull("mainClass");
            }
        }
    }

    private void config(ObjectNode root) {
        rows(root.path("config"), "options", option -> {
            if (!HARMLESS.matcher(option.path("value").asText()).matches()) {
                option.putNull("value");
            }
        });
        if (root.path("config").path("problems") instanceof ArrayNode problems) {
            for (int i = 0; i < problems.size(); i++) {
                problems.set(i, TextNode.valueOf(REMOVED));
            }
        }
    }

    private void addresses(ObjectNode row) {
        route(row);
        for (String key : List.of("local", "remote")) {
            if (row.path(key).isTextual()) {
                row.put(key, names.address(row.path(key).asText()));
            }
        }
    }

    private void route(ObjectNode row) {
        if (row.path("route").isTextual()) {
            row.put("route", names.url(row.path("route").asText()));
        }
        if (row.path("owner") instanceof ObjectNode owner
                && !"library".equals(owner.path("type").asText())) {
            names.number("application", owner.path("name").asText(""));
            owner.putNull("name");
            owner.putNull("version");
        }
    }

    private void url(ObjectNode row) {
        if (row.path("url").isTextual()) {
            row.put("url", names.url(row.path("url").asText()));
        }
    }

    private void threads(ObjectNode root) {
        rows(root, "threads", thread -> {
            String name = thread.path("name").asText("");
            thread.put("name", name.isEmpty() ? "" : names.number("thread", name));
        });
    }

    private void words(ObjectNode finding) {
        for (String key : List.of("summary", "advice")) {
            if (finding.path(key).isTextual()) {
                finding.put(key, names.without(finding.path(key).asText()));
            }
        }
        if (finding.path("reasons") instanceof ArrayNode reasons) {
            for (int i = 0; i < reasons.size(); i++) {
                reasons.set(i, TextNode.valueOf(names.without(reasons.get(i).asText())));
            }
        }
    }

    private interface Change {
        void on(ObjectNode row);
    }

    private static void rows(JsonNode parent, String table, Change change) {
        for (JsonNode row : parent.path(table)) {
            if (row instanceof ObjectNode object) {
                change.on(object);
            }
        }
    }
}
