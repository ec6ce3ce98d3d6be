package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Reads an entry that is only shown as text, whatever its shape: a newer agent may say more than one string. */
final class LooseText extends StdDeserializer<String> {

    LooseText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = context.readTree(parser);
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
