package dev.connleak.cli.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a tree against a schema. It knows the keywords that our schemas use, and no others: a schema with another one is
 * refused, so that nothing is ever passed over. Its answers are compared with those of a full validator in a test.
 */
public final class Validator {

    /** More than these say nothing new. */
    private static final int MOST = 100;

    private static final Set<String> WORDS_ABOUT = Set.of("$schema", "$id", "$defs", "title", "description");

    private final JsonNode schema;
    private final List<String> violations = new ArrayList<>();

    public Validator(Schema schema) {
        this.schema = schema.tree();
    }

    /** What is wrong, a sentence each with its place as a JSON pointer; empty where nothing is. */
    public List<String> violations(JsonNode file) {
        violations.clear();
        check(file, schema, "");
        return List.copyOf(violations);
    }

    private void check(JsonNode value, JsonNode by, String at) {
        for (Map.Entry<String, JsonNode> rule : by.properties()) {
            if (violations.size() < MOST && !WORDS_ABOUT.contains(rule.getKey())) {
                check(value, by, rule.getKey(), rule.getValue(), at);
            }
        }
    }

    private void check(JsonNode value, JsonNode by, String keyword, JsonNode rule, String at) {
        switch (keyword) {
            case "$ref" -> check(value, schema.at(rule.asText().substring(1)), at);
            case "type" -> require(typed(value, rule), at, "is no " + words(rule));
            case "enum" -> require(contains(rule, value), at, "is none of " + words(rule));
            case "const" -> require(rule.equals(value), at, "is not " + rule);
            case "pattern" ->
                require(
                        !value.isTextual()
                                || Pattern.compile(rule.asText())
                                        .matcher(value.asText())
                                        .find(),
                        at,
                        "does not match " + rule.asText());
            case "minimum" -> require(!value.isNumber() || value.asDouble() >= rule.asDouble(), at, "is below " + rule);
            case "maximum" -> require(!value.isNumber() || value.asDouble() <= rule.asDouble(), at, "is above " + rule);
            case "minLength" ->
                require(
                        !value.isTextual() || value.asText().codePoints().count() >= rule.asInt(),
                        at,
                        "is shorter than " + rule);
            case "maxItems" -> require(!value.isArray() || value.size() <= rule.asInt(), at, "has more than " + rule);
            case "required" -> required(value, rule, at);
            case "properties" -> properties(value, rule, at);
            case "additionalProperties" -> others(value, by.path("properties"), rule, at);
            case "propertyNames" -> names(value, rule, at);
            case "items" -> items(value, rule, at);
            case "anyOf" -> require(anyOf(value, rule), at, "is nothing that is allowed here");
            default -> throw new IllegalStateException("the schema has a keyword that is not known here: " + keyword);
        }
    }

    private void required(JsonNode value, JsonNode keys, String at) {
        for (JsonNode key : keys) {
            require(!value.isObject() || value.has(key.asText()), at, "lacks " + key.asText());
        }
    }

    private void properties(JsonNode value, JsonNode rules, String at) {
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            JsonNode member = value.get(rule.getKey());
            if (member != null) {
                check(member, rule.getValue(), at + "/" + rule.getKey());
            }
        }
    }

    private void others(JsonNode value, JsonNode known, JsonNode rule, String at) {
        if (rule.isBoolean() && rule.asBoolean()) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (known.has(member.getKey())) {
                continue;
            }
            if (rule.isBoolean()) {
                require(false, at, "has an unknown key " + member.getKey());
            } else {
                check(member.getValue(), rule, at + "/" + member.getKey());
            }
        }
    }

    private void names(JsonNode value, JsonNode rule, String at) {
        value.fieldNames().forEachRemaining(name -> check(TextNode.valueOf(name), rule, at + "/" + name));
    }

    private void items(JsonNode value, JsonNode rule, String at) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), rule, at + "/" + i);
            }
        }
    }

    private boolean anyOf(JsonNode value, JsonNode rules) {
        List<String> before = List.copyOf(violations);
        for (JsonNode rule : rules) {
            violations.clear();
            check(value, rule, "");
            boolean kept = violations.isEmpty();
            violations.clear();
            if (kept) {
                violations.addAll(before);
                return true;
            }
        }
        violations.addAll(before);
        return false;
    }

    private void require(boolean kept, String at, String flaw) {
        if (!kept && violations.size() < MOST) {
            violations.add((at.isEmpty() ? "the file" : at) + " " + flaw);
        }
    }

    private static boolean typed(JsonNode value, JsonNode types) {
        if (types.isTextual()) {
            return is(value, types.asText());
        }
        for (JsonNode type : types) {
            if (is(value, type.asText())) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(JsonNode value, @Nullable String type) {
        return switch (String.valueOf(type)) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "integer" ->
                value.isIntegralNumber() || (value.isNumber() && value.asDouble() == Math.rint(value.asDouble()));
            default -> throw new IllegalStateException("the schema has a type that is not known here: " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String words(JsonNode words) {
        if (words.isTextual()) {
            return words.asText();
        }
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add(word.asText()));
        return String.join(", ", all);
    }
}
