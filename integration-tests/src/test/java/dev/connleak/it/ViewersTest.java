package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request, a report each second: what the agent does for a live view, and that it stops. */
class ViewersTest {
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** Of which a few have a seat, if they come fast enough. */
    private static final int ATTEMPTS = 30;

    @TempDir
    private Path directory;

    private final List<Path> answers = new ArrayList<>();

    @AfterEach
    void removeAnswers() throws IOException {
        for (Path answer : answers) {
            Files.deleteIfExists(answer);
        }
    }

    @Test
    void aReportComesForAsLongAsTheLastOneIsTaken() {
        try (TargetJvm jvm = watched()) {
            Path answer = look(jvm);
            int first = take(answer).at("/report/sequence").asInt();
            int second = take(answer).at("/report/sequence").asInt();
            int third = take(answer).at("/report/sequence").asInt();

            assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Ten seconds of patience are the agent's own; nothing here depends on how long they are. */
    @Test
    void whoStopsTakingIsForgottenAndNoFileIsLeft() {
        try (TargetJvm jvm = watched()) {
            Path refused = look(jvm);
            for (int i = 0; i < ATTEMPTS && read(refused).path("ok").asBoolean(); i++) {
                refused = look(jvm);
            }
            JsonNode refusal = take(refused);
            assertThat(refusal.path("exitCode").asInt()).isEqualTo(4);
            assertThat(refusal.path("message").asText()).contains("as many views");

            assertThat(Await.upTo(
                            SETTLED,
                            () -> answers.stream().filter(Files::exists).toList(),
                            List::isEmpty))
                    .isEmpty();
            assertThat(partial()).isEmpty();
            assertThat(take(look(jvm)).path("ok").asBoolean()).isTrue();
            assertThat(jvm.stderr()).noneMatch(line -> line.startsWith("connleak"));
        }
    }

    @Test
    void aDetachTakesBackWhatNobodyTook() {
        try (TargetJvm jvm = watched()) {
            Path answer = look(jvm);

            assertThat(Told.by(jvm, "detach").exitCode()).isZero();

            assertThat(answer).doesNotExist();
        }
    }

    private TargetJvm watched() {
        return TargetJvm.start(Client.HTTP_URL_CONNECTION.launch(Jdk.JDK_17).watched(directory.resolve("report.json")));
    }

    /** Asks to look on; the answer is there when this returns. */
    private Path look(TargetJvm jvm) {
        String request = UUID.randomUUID().toString();
        Path answer = Path.of(System.getProperty("java.io.tmpdir"), "connleak-answer-" + request + ".json");
        answers.add(answer);
        Attach.agent(jvm, "command=watch,request=" + request);
        return answer;
    }

    private static JsonNode take(Path answer) {
        assertThat(Await.upTo(SETTLED, () -> Files.exists(answer), there -> there))
                .as("an answer in " + answer)
                .isTrue();
        JsonNode json = read(answer);
        try {
            Files.delete(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json;
    }

    private static JsonNode read(Path answer) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Halves of answers to these requests. */
    private List<Path> partial() {
        return answers.stream()
                .map(answer ->
                        answer.resolveSibling(answer.getFileName().toString().replace(".json", ".part")))
                .filter(Files::exists)
                .toList();
    }
}
