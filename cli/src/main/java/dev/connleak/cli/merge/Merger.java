package dev.connleak.cli.merge;

import dev.connleak.cli.report.CellCount;
import dev.connleak.cli.report.ClientCoverage;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Pool;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ReportFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Adds reports up, in any order and one at a time: nothing of a report's tables is kept but a few stacks and occurrences of
 * each cause, so that a thousand files need hardly more memory than ten. Of one JVM ({@code jvm.instance}) the latest
 * sequence counts; all feed the timeline. Not thread-safe.
 */
public final class Merger {

    /** Pools of one JVM that are kept, the busiest first; the rest is in the totals. */
    private static final int POOLS = 20;

    /** A cause with what it is sorted by, which takes a look at all its JVMs. */
    private record Known(String fingerprint, CauseSum cause, boolean path, Finding words) {}

    /** What counts of one JVM. */
    private record Counted(Source source, List<PoolUse> pools) {}

    private final List<Source> files = new ArrayList<>();
    private final Map<String, Counted> latest = new HashMap<>();
    private final Map<String, CauseSum> causes = new HashMap<>();
    private final Timeline.Recorder timeline = new Timeline.Recorder();
    private final Map<Object, Object> shared = new HashMap<>();

    public void add(ReportFile file) {
        Source source = lean(Source.of(file));
        files.add(source);
        timeline.add(source.instance(), file.report());
        Counted before = latest.get(source.instance());
        if (before != null && !source.laterThan(before.source())) {
            return;
        }
        if (before != null) {
            causes.values().forEach(cause -> cause.remove(source.instance()));
            causes.values().removeIf(CauseSum::empty);
        }
        latest.put(source.instance(), new Counted(source, pools(source, file.report())));
        Evidence.Finder finder = new Evidence.Finder(file.report());
        for (Finding finding : file.report().findings()) {
            Evidence evidence = finder.of(finding);
            causes.computeIfAbsent(finding.fingerprint(), fingerprint -> new CauseSum())
                    .add(Share.of(source, finding, evidence), finding, evidence);
        }
    }

    /** What was added so far. */
    public Merged merged() {
        List<Cause> merged = new ArrayList<>();
        joined().forEach((fingerprint, cause) -> merged.add(cause.cause(fingerprint)));
        merged.sort(Comparator.comparing(Cause::finding, Rank.WORST_FIRST));
        List<Source> jvms = latest.values().stream()
                .map(Counted::source)
                .sorted(Comparator.comparing(Source::jvmName).thenComparing(Source::instance))
                .toList();
        return new Merged(
                List.copyOf(files),
                jvms,
                List.copyOf(merged),
                poolsOf(merged),
                clients(jvms),
                cells(jvms),
                timeline.timeline(jvms));
    }

    /** A cause that is known by its site alone (level=sites) is the cause with a path at that site, the worst of them. */
    private Map<String, CauseSum> joined() {
        Map<String, CauseSum> joined = new LinkedHashMap<>();
        Map<String, String> atPlace = new HashMap<>();
        for (Known known : known()) {
            CauseSum cause = known.cause;
            String fingerprint = known.fingerprint;
            String place = Family.place(known.words);
            String same = place == null || known.path ? null : atPlace.get(place);
            if (same == null) {
                CauseSum copy = new CauseSum();
                copy.addAll(cause);
                joined.put(fingerprint, copy);
                if (place != null) {
                    atPlace.putIfAbsent(place, fingerprint);
                }
            } else {
                Objects.requireNonNull(joined.get(same)).addAll(cause);
            }
        }
        return joined;
    }

    /** The causes that know a path first, then the worst. */
    private List<Known> known() {
        List<Known> known = new ArrayList<>();
        causes.forEach(
                (fingerprint, cause) -> known.add(new Known(fingerprint, cause, cause.pathKnown(), cause.words())));
        known.sort(Comparator.comparing((Known each) -> !each.path)
                .thenComparing(Known::words, Rank.WORST_FIRST)
                .thenComparing(Known::fingerprint));
        return known;
    }

    /** Parts that are equal in many reports are kept once. */
    private Source lean(Source source) {
        Report head = source.head();
        return new Source(
                source.path(),
                head.with(
                        once(head.tool()), once(head.coverage()), head.config() == null ? null : once(head.config())));
    }

    @SuppressWarnings("unchecked")
    private <T> T once(T value) {
        return (T) Objects.requireNonNull(shared.computeIfAbsent(value, key -> key));
    }

    private List<PoolUse> pools(Source source, Report report) {
        return report.pools().stream()
                .sorted(Comparator.comparingLong(Pool::busy).reversed())
                .limit(POOLS)
                .map(pool -> new PoolUse(source, pool, report.stack(pool.stack()), List.of(), 0))
                .toList();
    }

    /** The pools of all JVMs with the leaks in them; those with the most leaked first, then the busiest. */
    private List<PoolUse> poolsOf(Collection<Cause> merged) {
        Map<String, List<String>> causesIn = new HashMap<>();
        Map<String, Long> leakedIn = new HashMap<>();
        for (Cause cause : merged) {
            if (cause.finding().waste() || cause.finding().markedIgnored()) {
                continue;
            }
            // Its holders are leaks of their own.
            boolean counted = !cause.finding().namesHolders();
            for (Share share : cause.shares()) {
                int parts = share.pools().size();
                for (String pool : share.pools()) {
                    String key = share.source().instance() + " " + pool;
                    causesIn.computeIfAbsent(key, any -> new ArrayList<>())
                            .add(cause.finding().fingerprint());
                    long held = counted ? Math.max(0, Sums.orZero(share.connectionsHeld())) : 0;
                    leakedIn.merge(key, held / parts, Long::sum);
                }
            }
        }
        return latest.values().stream()
                .flatMap(counted -> counted.pools().stream())
                .map(use -> {
                    String key = use.source().instance() + " " + use.pool().id();
                    return new PoolUse(
                            use.source(),
                            use.pool(),
                            use.madeAt(),
                            List.copyOf(Objects.requireNonNull(causesIn.getOrDefault(key, List.of()))),
                            most(use, Objects.requireNonNull(leakedIn.getOrDefault(key, 0L))));
                })
                .sorted(Comparator.comparingLong(PoolUse::leaked)
                        .thenComparingLong(use -> use.pool().busy())
                        .reversed()
                        .thenComparing(use -> use.source().jvmName())
                        .thenComparing(use -> String.valueOf(use.pool().id())))
                .toList();
    }

    /** A leak that lies in several pools is divided evenly; no pool has lost more than it has. */
    private static long most(PoolUse use, long leaked) {
        Long leased = use.pool().leased();
        return leased == null
                ? leaked
                : Math.min(leaked, leased + Sums.orZero(use.pool().idle()));
    }

    private static List<WatchedClient> clients(List<Source> jvms) {
        Map<String, WatchedClient> clients = new LinkedHashMap<>();
        for (Source jvm : jvms) {
            for (ClientCoverage client : jvm.head().coverage().clients()) {
                String key = client.client() + " " + client.version() + " " + client.relocated();
                clients.merge(key, new WatchedClient(client, 1), WatchedClient::and);
            }
        }
        return List.copyOf(clients.values());
    }

    private static List<CellCount> cells(List<Source> jvms) {
        Map<CellCount, Long> cells = new LinkedHashMap<>();
        for (Source jvm : jvms) {
            for (CellCount cell : jvm.head().cells()) {
                CellCount key = new CellCount(cell.client(), cell.keepAlive(), cell.readToEof(), cell.closed(), null);
                cells.merge(key, Sums.orZero(cell.exchanges()), Long::sum);
            }
        }
        List<CellCount> sums = new ArrayList<>();
        cells.forEach((cell, exchanges) ->
                sums.add(new CellCount(cell.client(), cell.keepAlive(), cell.readToEof(), cell.closed(), exchanges)));
        return sums;
    }
}
