package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {
    private JsonNode report;

    @BeforeEach
    void readTheFullSample() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ReportWriter.write(SampleReports.full(), json);
        report = new ObjectMapper().readTree(json.toByteArray());
    }

    @Test
    void carriesTheIdThatReportsName() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(ReportSchema.text());

        assertThat(schema.path("$id").asText()).isEqualTo(ReportSchema.ID);
    }

    @Test
    void requiresEveryKeyItDeclares() throws IOException {
        List<String> optional = new ArrayList<>();
        collectOptional(new ObjectMapper().readTree(ReportSchema.text()), "", optional);

        assertThat(optional).isEmpty();
    }

    @Test
    void letsReadersMeetKeysTheyDoNotKnow() throws IOException {
        object("/jvm").put("flavour", "vanilla");

        assertThat(StrictSchema.published().violations(report)).isEmpty();
    }

    @Test
    void forbidsUndeclaredKeysInOurOwnReports() throws IOException {
        object("/jvm").put("flavour", "vanilla");

        assertThat(violation()).contains("flavour");
    }

    @Test
    void refusesAnotherMajor() throws IOException {
        object("").put("schemaVersion", "2.0");

        assertThat(violation()).contains("schemaVersion");
    }

    @Test
    void refusesAMissingKey() throws IOException {
        object("/exchanges/0/body").remove("framing");

        assertThat(violation()).contains("framing");
    }

    @Test
    void refusesAWordOutsideItsVocabulary() throws IOException {
        object("/findings/0").put("kind", "body-lost");

        assertThat(violation()).contains("kind");
    }

    @Test
    void refusesATimeWithoutMilliseconds() throws IOException {
        object("/time").put("at", "2023-11-14T22:13:20Z");

        assertThat(violation()).contains("$.time.at");
    }

    @Test
    void refusesAnEmptyStringForSomethingUnknown() throws IOException {
        object("/jvm").put("host", "");

        assertThat(violation()).contains("$.jvm.host");
    }

    @Test
    void refusesAFingerprintOfAnotherForm() throws IOException {
        object("/findings/0/site").put("fingerprint", "clf1:00000000000000aa");

        assertThat(violation()).contains("fingerprint");
    }

    private String violation() throws IOException {
        return String.join("\n", StrictSchema.load().violations(report));
    }

    private ObjectNode object(String path) {
        return (ObjectNode) report.at(path);
    }

    private static void collectOptional(JsonNode schema, String path, List<String> optional) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (schema.path("properties").isObject()) {
            schema.path("properties").fieldNames().forEachRemaining(name -> {
                if (!required.contains(name)) {
                    optional.add(path + "/" + name);
                }
            });
        }
        schema.properties().forEach(field -> collectOptional(field.getValue(), path + "/" + field.getKey(), optional));
        if (schema.isArray()) {
            schema.forEach(child -> collectOptional(child, path + "/-", optional));
        }
    }
}
