package dev.connleak.cli.judge;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Source;
import dev.connleak.cli.report.ClientCoverage;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.Site;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges what was merged; pure, so that each rule of the exit codes can be tested alone. */
public final class Judge {

    private final Merged merged;
    private final Known known;
    private final Terms terms;
    private final List<String> unfinished = new ArrayList<>();
    private final List<String> blind = new ArrayList<>();

    public Judge(Merged merged, Known known, Terms terms) {
        this.merged = merged;
        this.known = known;
        this.terms = terms;
    }

    /**
     * The verdict on all that was merged.
     *
     * @param emptyPlaces directories without reports, a sentence each
     * @param unusable what could not be read, a sentence each
     * @param said what is to be noted besides
     */
    public Verdict verdict(List<String> emptyPlaces, List<String> unusable, List<String> said) {
        blind.clear();
        unfinished.clear();
        List<String> notes = new ArrayList<>(said);
        (terms.allowMissing() ? notes : blind).addAll(emptyPlaces);
        merged.jvms().forEach(this::look);
        long exchanges = Objects.requireNonNullElse(merged.totals().exchanges(), 0L);
        if (terms.expectTraffic() && exchanges == 0) {
            blind.add("no exchange was seen in any report, though --expect-traffic was given");
        }
        List<Judged> causes = merged.causes().stream().map(this::judged).toList();
        List<Unseen> unseen = unseen(merged, known);
        notes.addAll(known.stale());
        return new Verdict(
                merged.files().size(),
                merged.jvms().size(),
                exchanges,
                clients(),
                span(),
                causes,
                unseen,
                List.copyOf(unfinished),
                List.copyOf(blind),
                unusable,
                notes,
                terms.maxNew());
    }

    /** The entries of a baseline that no report shows. */
    public static List<Unseen> unseen(Merged merged, Known known) {
        merged.causes().forEach(known::baselined);
        return known.unseen().stream()
                .map(entry -> new Unseen(entry, exercised(merged, entry)))
                .toList();
    }

    private Judged judged(Cause cause) {
        // Both are asked of every cause, so that an entry that fits a cause below the thresholds is no unneeded one.
        Suppression suppression = known.suppression(cause);
        KnownCause entry = known.baselined(cause);
        if (cause.finding().markedIgnored()) {
            return new Judged(cause, Standing.IGNORED, null);
        }
        if (suppression != null) {
            return new Judged(cause, Standing.SUPPRESSED, suppression.reason());
        }
        if (!terms.threshold().reachedBy(cause.finding())) {
            return new Judged(cause, Standing.BELOW_THRESHOLD, null);
        }
        return entry == null
                ? new Judged(cause, Standing.NEW, null)
                : new Judged(cause, Standing.BASELINED, entry.note());
    }

    /** Whether the latest report of a JVM says that somebody could look. */
    private void look(Source jvm) {
        Report report = jvm.head();
        String name = jvm.path() + ": ";
        if (!report.complete()) {
            String began = report.jvm().startedAt() == null
                    ? ""
                    : ", which began at " + report.jvm().startedAt() + ",";
            String line = "the JVM " + jvm.jvmName()
                    + (report.jvm().mainClass() == null
                            ? ""
                            : " (" + report.jvm().mainClass() + ")") + began
                    + " never finished its report (" + jvm.path() + ")";
            unfinished.add(line);
            if (!terms.allowMissing()) {
                blind.add(line + "; it was killed, or is still running; --allow-missing accepts that");
            }
        }
        String state = report.agent().state();
        if (!"active".equals(state)) {
            String reason = report.agent().reason();
            blind.add(name + "the agent was " + (state == null ? "in an unknown state" : state)
                    + (reason == null ? "" : " (" + reason + ")"));
        }
        if ("failed".equals(report.agent().selfTest())) {
            blind.add(name + "the agent's self-test failed");
        }
        for (ClientCoverage client : report.coverage().clients()) {
            if (!terms.allowPartial() && client.used() && !client.judged()) {
                blind.add(
                        name + "leaks of " + client.client() + (client.version() == null ? "" : " " + client.version())
                                + " can't be judged, though it was used; --allow-partial accepts that");
            }
        }
    }

    /**
     * Whether a leak of this entry would have been seen: its client was watched and used, and its line had exchanges. A line
     * without findings is in no report, so only another cause at the same line proves that it ran.
     */
    private static boolean exercised(Merged merged, KnownCause entry) {
        boolean watched = coverage(merged)
                .anyMatch(
                        client -> Objects.equals(client.client(), entry.client()) && client.used() && client.judged());
        return watched && entry.site() != null && sites(merged).contains(entry.site());
    }

    private static Set<String> sites(Merged merged) {
        Set<String> sites = new HashSet<>();
        for (Cause cause : merged.causes()) {
            Site site = cause.finding().site();
            if (site != null && site.fingerprint() != null) {
                sites.add(site.fingerprint());
            }
        }
        return sites;
    }

    private Set<String> clients() {
        Set<String> clients = new TreeSet<>();
        coverage(merged)
                .filter(ClientCoverage::used)
                .map(ClientCoverage::client)
                .filter(Objects::nonNull)
                .forEach(clients::add);
        return clients;
    }

    private static Stream<ClientCoverage> coverage(Merged merged) {
        return merged.jvms().stream().flatMap(jvm -> jvm.head().coverage().clients().stream());
    }

    private @Nullable Span span() {
        Instant from = instant(merged.from());
        Instant to = instant(merged.to());
        return from == null || to == null ? null : new Span(from, to);
    }

    private static @Nullable Instant instant(@Nullable String iso) {
        try {
            return iso == null ? null : Instant.parse(iso);
        } catch (DateTimeParseException e) {
            // A span that can't be read is not told; the verdict does not hang on it.
            return null;
        }
    }
}
