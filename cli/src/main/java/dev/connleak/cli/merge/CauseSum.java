package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A cause in the making: what each JVM adds, and the evidence of the worst of them. Not thread-safe. */
final class CauseSum {

    /** JVMs of which evidence is kept: more of them would show the same stacks. */
    private static final int WITNESSES = 8;

    private record Witness(Finding finding, Evidence evidence) {}

    private final Map<String, Share> shares = new HashMap<>();
    private final Map<String, Witness> witnesses = new HashMap<>();

    void add(Share share, Finding finding, Evidence evidence) {
        String instance = share.source().instance();
        shares.put(instance, share);
        witnesses.put(instance, new Witness(finding, evidence));
        if (witnesses.size() > WITNESSES) {
            worstFirst().stream().skip(WITNESSES).toList().forEach(witnesses::remove);
        }
    }

    /**
     * A later report of this JVM counts instead. Its evidence stays where it is the only one: the path to the site is the same
     * for all.
     */
    void remove(String instance) {
        shares.remove(instance);
        if (witnesses.size() > 1) {
            witnesses.remove(instance);
        }
    }

    boolean empty() {
        return shares.isEmpty();
    }

    boolean pathKnown() {
        return witnesses.values().stream()
                .anyMatch(witness -> !witness.evidence.stacks().isEmpty());
    }

    /** Takes over what is known of the same cause under another fingerprint. */
    void addAll(CauseSum other) {
        other.shares.forEach((instance, share) -> shares.merge(instance, share, CauseSum::both));
        other.witnesses.forEach(witnesses::putIfAbsent);
    }

    Finding words() {
        return Objects.requireNonNull(witnesses.get(worstFirst().get(0))).finding;
    }

    Cause cause(String fingerprint) {
        List<String> order = worstFirst();
        Evidence evidence = order.stream()
                .limit(WITNESSES)
                .map(instance -> Objects.requireNonNull(witnesses.get(instance)).evidence)
                .reduce(Evidence::and)
                .orElse(Evidence.NONE);
        List<Share> sorted = new ArrayList<>(shares.values());
        sorted.sort(Comparator.comparing((Share share) -> share.source().jvmName())
                .thenComparing(share -> share.source().instance()));
        Share sum = sorted.stream().reduce(CauseSum::both).orElseThrow();
        Finding words = words();
        return new Cause(finding(fingerprint, words, sum, sorted), sorted, evidence);
    }

    /** The JVMs of the witnesses: those that know a path first, then the worst. */
    private List<String> worstFirst() {
        return witnesses.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Witness> entry) ->
                                entry.getValue().evidence.stacks().isEmpty())
                        .thenComparing(entry -> entry.getValue().finding, Rank.WORST_FIRST)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The strongest member that is proven, else the most frequent. */
    private static String kind(List<Share> shares, Share sum) {
        return shares.stream()
                .filter(share -> share.grade().equals("proven"))
                .max(Comparator.comparingLong((Share share) -> Sums.orZero(share.count()))
                        .thenComparing(Share::kind, Comparator.reverseOrder()))
                .map(Share::kind)
                .orElseGet(() -> sum.byKind().entrySet().stream()
                        .max(Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .map(Map.Entry::getKey)
                        .orElse(sum.kind()));
    }

    private static Share both(Share a, Share b) {
        return new Share(
                a.source(),
                a.kind(),
                Sums.add(a.byKind(), b.byKind()),
                Rank.severity(a.severity()) <= Rank.severity(b.severity()) ? a.severity() : b.severity(),
                Rank.grade(a.grade()) <= Rank.grade(b.grade()) ? a.grade() : b.grade(),
                Sums.add(a.count(), b.count()),
                Sums.add(a.openNow(), b.openNow()),
                Sums.add(a.connectionsHeld(), b.connectionsHeld()),
                Sums.add(a.returnedLate(), b.returnedLate()),
                Sums.add(a.rescued(), b.rescued()),
                Sums.max(a.oldestMillis(), b.oldestMillis()),
                Sums.first(a.firstSeenAt(), b.firstSeenAt()),
                Sums.last(a.lastSeenAt(), b.lastSeenAt()),
                Sums.add(a.siteExchanges(), b.siteExchanges()),
                a.ignored() && b.ignored(),
                a.pools());
    }

    private static Finding finding(String fingerprint, Finding words, Share sum, List<Share> shares) {
        boolean alone = shares.size() == 1;
        return new Finding(
                fingerprint,
                alone ? sum.kind() : kind(shares, sum),
                sum.byKind(),
                sum.severity(),
                sum.grade(),
                words.reasons(),
                sum.count(),
                sum.openNow(),
                sum.connectionsHeld(),
                sum.returnedLate(),
                sum.rescued(),
                sum.oldestMillis(),
                sum.firstSeenAt(),
                sum.lastSeenAt(),
                words.client(),
                words.route(),
                words.cell(),
                words.outcome(),
                words.site(),
                sum.siteExchanges(),
                List.of(),
                words.through(),
                words.owner(),
                words.known(),
                List.of(),
                null,
                null,
                sum.ignored(),
                words.summary(),
                words.advice(),
                words.instances());
    }
}
