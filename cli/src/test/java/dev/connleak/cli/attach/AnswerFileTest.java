package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFileTest {

    private static final String ID = "0b5f7a1e-32aa-4c1d-9f00-7d1f4f1f2a3b";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"json", "part"})
    void answerThatNobodyCameForIsRemoved(String ending) throws IOException {
        Path old = file("connleak-answer-" + ID + "." + ending, Duration.ofMinutes(61));

        AnswerFile.clear(directory, NOW);

        assertThat(old).doesNotExist();
    }

    @Test
    void answerThatSomebodyMayStillTakeStays() throws IOException {
        Path young = file("connleak-answer-" + ID + ".json", Duration.ofMinutes(59));

        AnswerFile.clear(directory, NOW);

        assertThat(young).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connleak-answer-mine.json",
                "connleak-answer-" + ID + ".json.bak",
                "connleak-answer-" + ID,
                "connleak-agent-root-38d6510755babfda.jar",
                "my-connleak-answer-" + ID + ".json"
            })
    void fileOfAnotherNameStays(String name) throws IOException {
        Path other = file(name, Duration.ofDays(30));

        AnswerFile.clear(directory, NOW);

        assertThat(other).exists();
    }

    @Test
    void linkAndDirectoryOfThatNameStay() throws IOException {
        Path precious = file("precious.txt", Duration.ofDays(30));
        Path link = directory.resolve("connleak-answer-" + ID + ".json");
        Files.createSymbolicLink(link, precious);
        Path place = Files.createDirectory(directory.resolve("connleak-answer-" + ID + ".part"));

        // Both are as old as can be: the clock is a hundred years ahead.
        AnswerFile.clear(directory, NOW.plus(Duration.ofDays(36_500)));

        assertThat(precious).exists();
        assertThat(link).isSymbolicLink();
        assertThat(place).exists();
    }

    @Test
    void placeThatCannotBeListedIsNoFailure() {
        AnswerFile.clear(directory.resolve("absent"), NOW);

        assertThat(directory).isEmptyDirectory();
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "{}");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file;
    }
}
