package dev.connleak.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** What the agent of a running program answered to a command that came by an attach. */
record Told(JsonNode json) {
    private static final Duration ANSWERED = Duration.ofSeconds(30);

    /** Sends a command with options of the form {@code name=value}. */
    static Told by(TargetJvm jvm, String command, String... options) {
        String request = UUID.randomUUID().toString();
        Path answer = Path.of(System.getProperty("java.io.tmpdir"), "connleak-answer-" + request + ".json");
        String more = options.length == 0 ? "" : "," + String.join(",", options);
        Attach.agent(jvm, "command=" + command + ",request=" + request + more);
        try {
            if (!Await.upTo(ANSWERED, () -> Files.exists(answer), there -> there)) {
                throw new IllegalStateException("no answer to " + command + "\n" + jvm.story());
            }
            return new Told(new ObjectMapper().readTree(Files.readAllBytes(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(jvm.story(), e);
        } finally {
            remove(answer);
        }
    }

    int exitCode() {
        return json.path("exitCode").asInt(-1);
    }

    String message() {
        return json.path("message").asText();
    }

    Report report() {
        return Report.of(json.path("report").toString());
    }

    private static void remove(Path answer) {
        try {
            Files.deleteIfExists(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
