package dev.connleak.cli.table;

import dev.connleak.cli.report.Finding;
import java.util.List;

/**
 * A table beside what is expected of it.
 *
 * @param elsewhere findings that belong to no treatment, of which there should be none
 */
public record Comparison(BodySize size, List<Row> rows, List<Finding> elsewhere) {

    /** A measurement and, in words, what differs; nothing where all is as expected. */
    public record Row(Measurement measurement, List<String> differences) {

        public boolean matches() {
            return differences.isEmpty();
        }
    }

    public static Comparison of(BodySize size, Measured measured) {
        List<Row> rows = measured.measurements().stream()
                .map(each ->
                        new Row(each, Expectation.of(each.treatment(), size).differences(each)))
                .toList();
        return new Comparison(size, rows, measured.elsewhere());
    }

    public boolean matches() {
        return elsewhere.isEmpty() && rows.stream().allMatch(Row::matches);
    }
}
