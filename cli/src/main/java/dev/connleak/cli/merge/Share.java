package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Pool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of one JVM in a cause, in numbers.
 *
 * @param pools the ids of the pools that its occurrences belong to, as far as the report shows occurrences
 */
public record Share(
        Source source,
        String kind,
        Map<String, Long> byKind,
        String severity,
        String grade,
        @Nullable Long count,
        @Nullable Long openNow,
        @Nullable Long connectionsHeld,
        @Nullable Long returnedLate,
        @Nullable Long rescued,
        @Nullable Long oldestMillis,
        @Nullable String firstSeenAt,
        @Nullable String lastSeenAt,
        @Nullable Long siteExchanges,
        boolean ignored,
        List<String> pools) {

    static Share of(Source source, Finding finding, Evidence evidence) {
        List<String> pools = evidence.instances().stream()
                .map(instance -> instance.connection() == null
                        ? null
                        : instance.connection().pool())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Share(
                source,
                finding.kind(),
                finding.byKind(),
                finding.severity(),
                finding.grade(),
                finding.count(),
                finding.openNow(),
                finding.connectionsHeld(),
                finding.returnedLate(),
                finding.rescued(),
                finding.oldestMillis(),
                finding.firstSeenAt(),
                finding.lastSeenAt(),
                finding.siteExchanges(),
                finding.markedIgnored(),
                pools);
    }

    /** Whether it lies in this pool of its JVM. */
    boolean in(Pool pool) {
        return pools.contains(String.valueOf(pool.id()));
    }
}
