package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Go's tests and ours, and the table in the README, which {@code -Dconnleak.rows=write} writes anew. */
class GoRowsTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- rows -->\n";
    private static final String END = "<!-- end of rows -->\n";
    private static final String HEAD = "| # | test of Go's | | proves | test of ours |\n|---|---|---|---|---|\n";

    @Test
    void tableInTheReadmeIsWhatTheTestsSay() throws Exception {
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        String table = HEAD + table();
        if ("write".equals(System.getProperty("connleak.rows"))) {
            Files.writeString(README, readme.substring(0, from) + table + readme.substring(to));
            return;
        }

        assertThat(readme.substring(from, to).lines())
                .as("mvn -pl bundled-client test -Dtest=GoRowsTest -Dconnleak.rows=write")
                .containsExactlyElementsOf(table.lines().toList());
    }

    @Test
    void javadocsNameRowsAndTestsThatThereAre() throws Exception {
        assertThat(new GoProofs().mistakes).isEmpty();
    }

    @Test
    void rowsHaveATestOrAReason() throws Exception {
        GoProofs proofs = new GoProofs();
        Stream<GoRow> missing = GoRow.all().stream()
                .filter(row -> proofs.of(row).isEmpty())
                .filter(row -> row.absence().isEmpty() || !row.priority().equals("C"));

        assertThat(missing).isEmpty();
    }

    @Test
    void rowsAreThoseOfGo() throws Exception {
        List<GoRow> rows = GoRow.all();

        assertThat(rows)
                .extracting(GoRow::number)
                .isEqualTo(IntStream.rangeClosed(1, 258).boxed().toList());
        assertThat(rows.stream().filter(row -> !row.priority().equals("C"))).hasSize(199);
    }

    private static String table() throws Exception {
        GoProofs proofs = new GoProofs();
        return GoRow.all().stream().map(row -> row.line(proofs.of(row)) + "\n").collect(Collectors.joining());
    }
}
