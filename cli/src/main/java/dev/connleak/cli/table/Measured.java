package dev.connleak.cli.table;

import dev.connleak.cli.report.Finding;
import java.util.List;

/**
 * A whole table.
 *
 * @param elsewhere findings that belong to no treatment, of which there should be none
 */
public record Measured(List<Measurement> measurements, List<Finding> elsewhere) {

    public Measured {
        measurements = List.copyOf(measurements);
        elsewhere = List.copyOf(elsewhere);
    }
}
