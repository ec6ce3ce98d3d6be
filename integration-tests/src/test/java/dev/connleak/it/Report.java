package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.report.ReportInvariants;
import dev.connleak.report.StrictSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A report as it was written; whatever else a test wants of it, it is valid, its sums are right, and the agent is well. */
record Report(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final StrictSchema SCHEMA = schema();

    static Report read(Path file) {
        try {
            String text = Files.readString(file);
            assertThat(text).as("what is in " + file).isNotEmpty();
            return of(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Report of(String text) {
        Report report = ofAnUnwellAgent(text);
        assertThat(report.json.at("/agent/internalErrors").asInt(-1)).as(text).isZero();
        return report;
    }

    /** Valid all the same, of an agent that may have made errors of its own. */
    static Report ofAnUnwellAgent(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            assertThat(SCHEMA.violations(json)).as(text).isEmpty();
            assertThat(ReportInvariants.violations(json)).as(text).isEmpty();
            assertThat(json.at("/agent/selfTest").asText()).as(text).isEqualTo("passed");
            assertThat(json.at("/config/problems")).as(text).isEmpty();
            return new Report(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report that is written while the program runs, once it is there: its name is claimed, empty, before that. */
    static Optional<Report> ifWritten(Path file) {
        return file.toFile().length() > 0 ? Optional.of(read(file)) : Optional.empty();
    }

    /** All that is in a directory by now. */
    static List<Report> ifWrittenIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(file -> ifWritten(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Finding> findings() {
        return rows("findings").map(json -> new Finding(this, json)).toList();
    }

    /** The connections to a server. */
    List<JsonNode> connections(RawServer server) {
        return rows("connections")
                .filter(each -> each.path("remote").asText().endsWith(":" + server.port()))
                .toList();
    }

    /** How far each client that had exchanges is watched. */
    Map<String, String> coverage() {
        return StreamSupport.stream(json.at("/coverage/clients").spliterator(), false)
                .filter(each -> each.path("exchanges").asLong() > 0)
                .collect(Collectors.toMap(
                        each -> each.path("client").asText(),
                        each -> each.path("state").asText()
                                + each.path("missing").toString()));
    }

    /** The row that an index into the table of threads stands for. */
    JsonNode thread(JsonNode index) {
        return json.path("threads").path(index.asInt(-1));
    }

    /** Of the thread of each exchange, whether it is virtual. */
    List<Boolean> onVirtualThreads() {
        return rows("exchanges")
                .map(each -> thread(each.path("thread")).path("virtual").asBoolean())
                .toList();
    }

    /** What the kernel said of the connections of these exchanges. */
    List<String> tcpStates(Set<String> exchanges) {
        List<String> connections = rows("exchanges")
                .filter(each -> exchanges.contains(each.path("id").asText()))
                .map(each -> each.path("connection").asText())
                .toList();
        return rows("connections")
                .filter(each -> connections.contains(each.path("id").asText()))
                .map(each -> each.path("tcpState").asText())
                .toList();
    }

    Stream<JsonNode> rows(String table) {
        return StreamSupport.stream(json.path(table).spliterator(), false);
    }

    private static StrictSchema schema() {
        try {
            return StrictSchema.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
