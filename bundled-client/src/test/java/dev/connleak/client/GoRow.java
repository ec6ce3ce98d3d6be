package dev.connleak.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the tests by which Go's own suite holds its HTTP/1.1 client to its behaviour, named in
 * {@code src/test/resources/go-rows.csv}.
 *
 * @param priority A, B or C
 * @param absence why a row of priority C has no test of ours, empty where it must have one
 */
record GoRow(int number, String test, String priority, String behaviour, String absence) {

    private static final Path RESOURCES = Path.of("src/test/resources");

    /** All rows, in the order of their numbers. */
    static List<GoRow> all() throws IOException {
        List<String> absences = lines("go-rows-without-test.csv");
        List<GoRow> rows = new ArrayList<>();
        for (String line : lines("go-rows.csv")) {
            String[] row = line.split(",", 4);
            String absence = absences.stream()
                    .filter(each -> each.startsWith(row[0] + ","))
                    .map(each -> each.substring(row[0].length() + 1))
                    .findFirst()
                    .orElse("");
            rows.add(new GoRow(Integer.parseInt(row[0]), row[1], row[2], row[3], absence));
        }
        return rows;
    }

    /** The line of the table. */
    String line(List<String> proofs) {
        String ours = proofs.isEmpty() ? absence : "`" + String.join("`, `", proofs) + "`";
        return "| " + number + " | `" + test + "` | " + priority + " | " + behaviour.replace("|", "\\|") + " | " + ours
                + " |";
    }

    private static List<String> lines(String resource) throws IOException {
        return Files.readAllLines(RESOURCES.resolve(resource)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
