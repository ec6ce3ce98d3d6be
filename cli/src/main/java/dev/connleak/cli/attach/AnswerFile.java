package dev.connleak.cli.attach;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file in which the agent answers one request. The agent renames it into place, so it is whole once it is there.
 *
 * <p>Whoever asks takes the answer away, and the agent takes back what a viewer leaves; where both are killed, an answer
 * stays. Its name has no process to look for, but an answer is taken within seconds: one that is an hour old is nobody's.
 */
final class AnswerFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Pattern NAME =
            Pattern.compile("connleak-answer-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(json|part)");

    private static final Duration NOBODYS = Duration.ofHours(1);

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

    /** Removes this user's answers that nobody came for; links and files of others are left alone. */
    static void clear(Path temporaryDirectory, Instant now) {
        try (DirectoryStream<Path> answers = Files.newDirectoryStream(temporaryDirectory, "connleak-answer-*")) {
            for (Path answer : answers) {
                if (NAME.matcher(answer.getFileName().toString()).matches() && nobodys(answer, now)) {
                    Files.deleteIfExists(answer);
                }
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            // They lie in a temporary directory, and the next request looks again; where files have no owners, they
            // stay.
        }
    }

    private static boolean nobodys(Path answer, Instant now) throws IOException {
        PosixFileAttributes file = Files.readAttributes(answer, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return file.isRegularFile()
                && file.lastModifiedTime().toInstant().isBefore(now.minus(NOBODYS))
                && file.owner().getName().equals(System.getProperty("user.name"));
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
