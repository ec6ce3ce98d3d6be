package dev.connleak.cli.judge;

import dev.connleak.cli.merge.Cause;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was known before the reports were read, and which of it was met; used by one thread. */
public final class Known {

    private final List<KnownCause> baseline;
    private final List<Suppression> suppressions;
    private final LocalDate today;
    private final Set<KnownCause> metCauses = new HashSet<>();
    private final Set<Suppression> metSuppressions = new HashSet<>();

    public Known(List<KnownCause> baseline, List<Suppression> suppressions, LocalDate today) {
        this.baseline = baseline;
        this.suppressions = suppressions;
        this.today = today;
    }

    /** A baseline alone. */
    public static Known baseline(List<KnownCause> entries) {
        return new Known(entries, List.of(), LocalDate.MIN);
    }

    /** The suppression that holds for a cause today, or null. */
    @Nullable
    Suppression suppression(Cause cause) {
        Suppression first = null;
        for (Suppression suppression : suppressions) {
            if (suppression.matches(cause)) {
                metSuppressions.add(suppression);
                first = first == null && !suppression.expired(today) ? suppression : first;
            }
        }
        return first;
    }

    /** The entry of the baseline that a cause fits, or null. */
    @Nullable
    KnownCause baselined(Cause cause) {
        KnownCause first = null;
        for (KnownCause known : baseline) {
            if (known.matches(cause)) {
                metCauses.add(known);
                first = first == null ? known : first;
            }
        }
        return first;
    }

    /** Entries of the baseline that no finding fitted. */
    List<KnownCause> unseen() {
        return baseline.stream().filter(cause -> !metCauses.contains(cause)).toList();
    }

    /** A sentence for each suppression that should be looked at again. */
    List<String> stale() {
        return suppressions.stream()
                .filter(each -> each.expired(today) || !metSuppressions.contains(each))
                .map(each -> "the suppression of " + each.subject()
                        + (each.expired(today)
                                ? " ended with " + each.until() + " and no longer holds"
                                : " was not needed: nothing fits it"))
                .toList();
    }
}
