package dev.connleak.report;

import java.util.LinkedHashSet;
import java.util.Set;

/** What the findings of a report refer to, by id: it is shown, whatever the caps cut. Filled while they are written. */
final class Wanted {
    /** Exchanges that a finding names. */
    final Set<Long> named = new LinkedHashSet<>();
    /** All exchanges that belong to one. */
    final Set<Long> blamed = new LinkedHashSet<>();

    final Set<Long> connections = new LinkedHashSet<>();
    final Set<Long> pools = new LinkedHashSet<>();
}
