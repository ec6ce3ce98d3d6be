package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.report.Watch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code docs/options.md} promises is what the code does. */
class OptionTableTest {
    private static final Path PAGE = Path.of("../docs/options.md");

    /** A row of the table. */
    private record Row(String name, String value, String usual, String live, String meaning) {
        static Row of(String line) {
            String[] cells = line.split("\\|");
            return new Row(plain(cells[1]), plain(cells[2]), plain(cells[3]), plain(cells[4]), cells[5].trim());
        }

        static Row of(Option option) {
            String usual = option.usual == null ? "none" : option.usual;
            return new Row(option.key, option.expectation(), usual, option.live ? "yes" : "no", "");
        }

        Row withoutMeaning() {
            return new Row(name, value, usual, live, "");
        }

        private static String plain(String cell) {
            return cell.replace("`", "").trim();
        }
    }

    @Test
    void everyOptionIsThereWithItsValueAndDefault() throws IOException {
        assertThat(rows())
                .extracting(Row::withoutMeaning)
                .containsExactlyElementsOf(
                        Arrays.stream(Option.values()).map(Row::of).toList());
        assertThat(rows()).allSatisfy(row -> assertThat(row.meaning()).endsWith("."));
    }

    @Test
    void whatHasNoEffectIsToldThereAndByTheAgent() throws IOException {
        Options given = Options.read("exitTimeout=1s,level=sites", OptionSources.NONE);

        assertThat(rows().stream()
                        .filter(row -> row.meaning().contains("o effect yet"))
                        .map(Row::name))
                .allSatisfy(name -> assertThat(given.problems)
                        .anyMatch(problem -> problem.startsWith(name + "=") && problem.contains("no effect yet")))
                .hasSameSizeAs(given.problems);
    }

    @Test
    void placesAreAskedInTheOrderOfThePage() throws IOException {
        List<String> order = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\d\\. `.*"))
                .map(line -> line.split("`")[1])
                .toList();
        Everywhere places = new Everywhere();

        for (String place : order) {
            assertThat(places.heldAfter().from).isEqualTo(place);
            places.without.add(place);
        }
        assertThat(order).hasSize(5);
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(Row::of)
                .toList();
    }

    /** An option that every place has, but for those that were taken away. */
    private static final class Everywhere implements OptionSources {
        private final Set<String> without = new HashSet<>();

        Watch.Option heldAfter() {
            String argument = without.contains("argument") ? "config=f" : "config=f,heldAfter=1s";
            return Options.read(argument, this).inForce.stream()
                    .filter(option -> option.name.equals("heldAfter"))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public @Nullable String property(String name) {
            return name.equals("connleak.heldAfter") && !without.contains("property") ? "2s" : null;
        }

        @Override
        public @Nullable String environment(String name) {
            return name.equals("CONNLEAK_HELD_AFTER") && !without.contains("environment") ? "3s" : null;
        }

        @Override
        public InputStream file(String path) {
            String text = without.contains("file") ? "" : "heldAfter=4s";
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
