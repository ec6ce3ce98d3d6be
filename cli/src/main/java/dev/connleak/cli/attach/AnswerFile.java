package dev.connleak.cli.attach;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file in which the agent answers one request. The agent renames it into place, so it is whole once it is there. */
final class AnswerFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final long pid;
    private final String request;
    private final Path file;

    AnswerFile(long pid, String request, Path temporaryDirectory) {
        this.pid = pid;
        this.request = request;
        this.file = temporaryDirectory.resolve("connleak-answer-" + request + ".json");
    }

    /** Takes the answer away, so that it is read once and nothing stays behind; null while there is none. */
    @Nullable
    Answer take(int javaMajor) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            JsonNode answer = MAPPER.readTree(Files.readAllBytes(file));
            remove();
            return parsed(answer, javaMajor);
        } catch (IOException e) {
            remove();
            throw new AgentVersionException(pid, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It lies in a temporary directory, under a name that is never used again.
        }
    }

    private Answer parsed(JsonNode answer, int javaMajor) throws IOException {
        if (!request.equals(answer.path("request").textValue())
                || !answer.path("agentVersion").isTextual()
                || !answer.path("ok").isBoolean()) {
            throw new IOException("the answer lacks what every answer has");
        }
        boolean ok = answer.path("ok").booleanValue();
        JsonNode report = answer.path("report");
        return new Answer(
                answer.path("agentVersion").asText(),
                ok,
                answer.path("exitCode").asInt(ok ? 0 : 70),
                answer.path("message").asText("").lines().toList(),
                report.isObject() ? report : null,
                javaMajor);
    }
}
