package dev.connleak.cli.merge;

import dev.connleak.cli.report.ClientCoverage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of a client over all JVMs: its exchanges added up, its state the worst that a JVM tells. */
public record WatchedClient(ClientCoverage coverage, int jvms) {

    private static final List<String> WORST_FIRST = List.of("failed", "partial", "watched", "not-loaded");

    WatchedClient and(WatchedClient other) {
        ClientCoverage a = coverage;
        ClientCoverage b = other.coverage;
        Set<String> missing = new LinkedHashSet<>(a.missing());
        missing.addAll(b.missing());
        return new WatchedClient(
                new ClientCoverage(
                        a.client(),
                        a.version(),
                        rank(a.state()) <= rank(b.state()) ? a.state() : b.state(),
                        verdicts(a, b),
                        a.relocated(),
                        Sums.add(a.exchanges(), b.exchanges()),
                        new ArrayList<>(missing)),
                jvms + other.jvms);
    }

    /** On only where it is on wherever the client was used; a JVM that didn't use it has no say. */
    private static @Nullable String verdicts(ClientCoverage a, ClientCoverage b) {
        if (a.used() != b.used()) {
            return a.used() ? a.verdicts() : b.verdicts();
        }
        return a.judged() ? b.verdicts() : a.verdicts();
    }

    private static int rank(@Nullable String state) {
        return WORST_FIRST.indexOf(Objects.requireNonNullElse(state, ""));
    }
}
