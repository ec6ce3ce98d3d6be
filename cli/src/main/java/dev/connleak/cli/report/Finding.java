package dev.connleak.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One cause. Names of kinds and grades stay text, so that a report with newer ones can be shown. */
public record Finding(
        String fingerprint,
        String kind,
        Map<String, Long> byKind,
        String severity,
        String grade,
        List<String> reasons,
        @Nullable Long count,
        @Nullable Long openNow,
        @Nullable Long connectionsHeld,
        @Nullable Long returnedLate,
        @Nullable Long rescued,
        @Nullable Long oldestMillis,
        @Nullable String firstSeenAt,
        @Nullable String lastSeenAt,
        @Nullable String client,
        @Nullable String route,
        @Nullable Cell cell,
        @Nullable String outcome,
        @Nullable Site site,
        @Nullable Long siteExchanges,
        List<StackCount> stacks,
        List<String> through,
        @Nullable Owner owner,
        @Nullable Known known,
        List<Holder> holders,
        @Nullable Touch lastTouch,
        @Nullable Submitter submitter,
        @Nullable Boolean ignored,
        @Nullable String summary,
        @Nullable String advice,
        List<String> instances) {

    public Finding {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(grade, "grade");
        byKind = Absent.asEmpty(byKind);
        reasons = Absent.asEmpty(reasons);
        stacks = Absent.asEmpty(stacks);
        through = Absent.asEmpty(through);
        holders = Absent.asEmpty(holders);
        instances = Absent.asEmpty(instances);
    }

    public boolean waste() {
        return severity.equals("waste");
    }

    /** Whether it tells again of connections that other findings hold: a pool ran dry because of them. */
    public boolean namesHolders() {
        return kind.equals("pool-exhausted");
    }

    /** Whether the option {@code ignore=} matched it in the watched JVM. */
    public boolean markedIgnored() {
        return Boolean.TRUE.equals(ignored);
    }
}
