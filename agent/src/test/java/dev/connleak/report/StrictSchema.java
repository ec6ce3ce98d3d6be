package dev.connleak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The published schema, and the same with every undeclared key forbidden: readers ignore those, we never write one. */
public final class StrictSchema {
    private final JsonSchema schema;

    private StrictSchema(JsonNode schema) {
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }

    public static StrictSchema load() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(ReportSchema.text());
        forbidUndeclared(schema);
        return new StrictSchema(schema);
    }

    static StrictSchema published() throws IOException {
        return new StrictSchema(new ObjectMapper().readTree(ReportSchema.text()));
    }

    /** What is wrong with the report, a sentence each; empty when nothing is. */
    public List<String> violations(JsonNode report) {
        List<String> violations = new ArrayList<>();
        for (ValidationMessage message : schema.validate(report)) {
            violations.add(message.getMessage());
        }
        return violations;
    }

    private static void forbidUndeclared(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        for (JsonNode child : schema) {
            forbidUndeclared(child);
        }
    }
}
