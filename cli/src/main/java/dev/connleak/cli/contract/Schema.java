package dev.connleak.cli.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The files that connleak writes, each with its JSON Schema (2020-12). In lower case, as on the command line. */
public enum Schema {
    /** The agent's own file, which its tests hold every report against. */
    report("/dev/connleak/report/report.schema.json"),
    baseline("/dev/connleak/cli/contract/baseline.schema.json"),
    suppressions("/dev/connleak/cli/contract/suppressions.schema.json");

    private final String resource;

    Schema(String resource) {
        this.resource = resource;
    }

    public String text() {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this jar is not whole: " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tree() {
        try {
            return new ObjectMapper().readTree(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema that a file names, of whatever version; null where it names none of ours. */
    public static @Nullable Schema namedBy(JsonNode file) {
        String name = file.path("$schema").asText();
        for (Schema schema : values()) {
            if (name.startsWith("urn:connleak:" + schema + ":")) {
                return schema;
            }
        }
        return null;
    }
}
