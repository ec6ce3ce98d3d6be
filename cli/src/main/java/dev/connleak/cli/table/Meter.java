package dev.connleak.cli.table;

import java.util.List;

/** Measures treatments on this machine. */
public interface Meter {

    Measured measure(BodySize size, List<Treatment> treatments);
}
