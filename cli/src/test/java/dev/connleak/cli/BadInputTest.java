package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.report.ReportException;
import dev.connleak.cli.report.ReportReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutations of real reports: each is read, or refused with a sentence that names the file. */
class BadInputTest {

    private static final int ROUNDS = 400;

    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "-1",
            "1e999",
            "99999999999999999999",
            "0.5",
            "[[[[",
            "{\"a\":",
            "]",
            "}",
            ",",
            "\"\\ud800\"",
            "\"\\u202e\"",
            "\u0000",
            "\"2.0\"",
            "-9223372036854775808",
            "\"9999-99-99T99:99:99.999Z\"",
            "\"+999999999-12-31T23:59:59.999Z\"");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"leaks", "hostile", "clean"})
    void everyMutationIsReadOrRefusedWithASentence(String sample) throws IOException {
        byte[] original = Files.readAllBytes(CommandRun.sample(sample + ".json"));
        Random random = new Random(sample.hashCode());
        ReportReader reader = new ReportReader();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path file = Files.write(directory.resolve("mutation.json"), mutated(original, random));
            try {
                reader.read(file);
            } catch (ReportException e) {
                refused++;
                assertThat(e).as("round " + round).hasMessageStartingWith(file.toString());
                assertThat(e.getMessage()).as("round " + round).contains(":").hasSizeLessThan(2000);
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown", "json", "html"})
    void everyMutationIsShownOrRefusedInEveryFormat(String format) throws IOException {
        byte[] original = Files.readAllBytes(CommandRun.sample("leaks.json"));
        Random random = new Random(format.hashCode());
        for (int round = 0; round < ROUNDS / 4; round++) {
            byte[] mutation = mutated(original, random);
            Path file = Files.write(directory.resolve("mutation.json"), mutation);

            CommandRun run = CommandRun.of("report", file, "--format", format);

            String seen = "round " + round + ": " + run.err();
            assertThat(run.code()).as(seen).isIn(0, 3);
            assertThat(run.err().lines().count()).as(seen).isEqualTo(run.code() == 0 ? 0 : 1);
        }
    }

    @Test
    void sortedKeysAreTheSameReport() throws IOException {
        Path sorted = directory.resolve("sorted.json");
        ObjectMapper mapper = new ObjectMapper();
        mapper.writeValue(
                sorted.toFile(),
                mapper.readValue(CommandRun.sample("leaks.json").toFile(), TreeMap.class));

        CommandRun run = CommandRun.of("report", sorted);

        assertThat(run.out()).isEqualTo(CommandRun.text(CommandRun.sample("leaks.txt")));
    }

    static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 2 -> bytes = spliced(bytes, at, at, piece(random));
                case 3 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)), piece(random));
                case 4 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at / 2 + 50));
                default -> bytes = value(bytes, at, random);
            }
        }
        return bytes;
    }

    /** Another value after the next colon: JSON as before, but of another type. */
    private static byte[] value(byte[] bytes, int from, Random random) {
        int colon = from;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (end < bytes.length && bytes[end] != ',' && bytes[end] != '\n') {
            end++;
        }
        return colon + 1 >= bytes.length ? bytes : spliced(bytes, colon + 1, Math.max(colon + 1, end), piece(random));
    }

    private static byte[] piece(Random random) {
        return random.nextInt(20) == 0
                ? "[".repeat(5000).getBytes(StandardCharsets.UTF_8)
                : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] spliced = new byte[bytes.length - (to - from) + piece.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
        return spliced;
    }
}
