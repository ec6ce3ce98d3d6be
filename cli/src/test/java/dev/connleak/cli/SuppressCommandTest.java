package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.sample;
import static dev.connleak.cli.CommandRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressCommandTest {

    private static final String FP = "clf1:9f2c4be01d7a5c33";

    @TempDir
    Path directory;

    private Path list;

    @BeforeEach
    void list() {
        list = directory.resolve("connleak-suppressions.json");
    }

    @Test
    void suppressedCausePassesTheGate() {
        assertThat(suppress(FP, "--reason", "vendor").code()).isZero();

        assertThat(CommandRun.of("gate", "--allow-partial", "--suppressions", list, sample("leaks.json"))
                        .code())
                .isZero();
    }

    @Test
    void secondTimeReplacesTheFirst() {
        suppress(FP, "--reason", "first");

        CommandRun again = suppress(FP, "--reason", "second", "--until", "2030-01-31");

        assertThat(again.flat()).contains("Replaced " + FP).contains("until 2030-01-31");
        assertThat(text(list)).contains("second", "2030-01-31").doesNotContain("first");
    }

    @Test
    void patternMayStandForAFingerprint() {
        suppress("--frame", "com.acme.orders.**", "--route", "http://orders:*", "--reason", "old");

        assertThat(CommandRun.of("gate", "--allow-partial", "--suppressions", list, sample("leaks.json"))
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clf1:9f2c4be01d7a5c33",
                "--reason x",
                "poll --reason x",
                "clf1:9f2c4be01d7a5c33 --reason x --until soon",
                "clf1:9f2c4be01d7a5c33 --reason="
            })
    void entryThatSaysTooLittleIsWrongUsage(String words) {
        assertThat(suppress(words.split(" ")).code()).isEqualTo(2);
        assertThat(Files.exists(list)).isFalse();
    }

    private CommandRun suppress(String... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "suppress";
        all[1] = "--suppressions";
        all[2] = list;
        System.arraycopy(words, 0, all, 3, words.length);
        return CommandRun.of(all);
    }
}
