package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strings that a report says again and again (routes, states, frames), each kept once. Bounded: where a file has too many
 * different ones, it begins anew. Not thread-safe.
 */
final class Strings {

    /** The attribute under which a deserializer finds the strings of its file. */
    static final Object KEY = Strings.class;

    private static final int MOST = 50_000;

    private final Map<String, String> known = new HashMap<>();

    String once(String text) {
        if (known.size() >= MOST) {
            known.clear();
        }
        String before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }

    /** Reads a string that is likely to have been read before. */
    static final class Deserializer extends StdDeserializer<String> {

        Deserializer() {
            super(String.class);
        }

        @Override
        public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, json);
            }
            String text = json.getText();
            return context.getAttribute(KEY) instanceof Strings strings ? strings.once(text) : text;
        }
    }
}
