package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Source;
import dev.connleak.cli.merge.Trend;
import dev.connleak.cli.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The first sentences of every page: how bad, since when, growing? */
final class Headline {

    private final Merged merged;
    private final List<Finding> told;
    private final List<Finding> leaks;

    Headline(Merged merged) {
        this.merged = merged;
        this.told = merged.causes().stream()
                .map(Cause::finding)
                .filter(finding -> !finding.markedIgnored())
                .toList();
        this.leaks = told.stream().filter(finding -> !finding.waste()).toList();
    }

    boolean leaking() {
        return !leaks.isEmpty();
    }

    /** Whether silence on this page might be blindness. */
    boolean blind() {
        return merged.jvms().isEmpty() || merged.jvms().stream().anyMatch(Headline::blind);
    }

    /** How bad and since when; or that nothing was found, and in how much. */
    String sentence() {
        long waste = told.stream().filter(Finding::waste).count();
        int ignored = merged.causes().size() - told.size();
        String beside = (waste > 0 ? " " + Words.count(waste, "cause") + " of waste." : "")
                + (ignored > 0 ? " " + Words.count(ignored, "cause") + " ignored." : "");
        return leaking() ? leaks() + beside : "No leak found." + beside + " " + lookedAt();
    }

    /** Connections that the leaks hold. */
    long held() {
        return Merged.held(leaks);
    }

    /** Whether it becomes more; empty where the reports know only one moment. */
    String trend() {
        List<String> known = leaks.stream()
                .map(Finding::fingerprint)
                .filter(fingerprint -> merged.timeline().moments(fingerprint) > 2)
                .toList();
        Trend trend = Trend.of(merged.timeline().open(known));
        if (!leaking() || trend == null) {
            return "";
        }
        String part = known.size() == leaks.size()
                ? "."
                : " (the " + Words.count(known.size(), "leak") + " whose history is known).";
        String numbers = Words.number(trend.before()) + " → " + Words.number(trend.now()) + " open in the last "
                + Words.age(trend.overMillis()) + part;
        return trend.growing()
                ? "Growing: " + numbers
                : trend.shrinking()
                        ? "Shrinking: " + numbers
                        : "Not growing: " + Words.number(trend.now()) + " open, as " + Words.age(trend.overMillis())
                                + " before" + part;
    }

    private static boolean blind(Source jvm) {
        return !jvm.head().complete()
                || !"active".equals(jvm.head().agent().state())
                || "failed".equals(jvm.head().agent().selfTest())
                || jvm.head().coverage().clients().stream().anyMatch(client -> client.used() && !client.judged());
    }

    private String leaks() {
        long held = held();
        String grades = leaks.stream()
                .collect(Collectors.groupingBy(Finding::grade, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(grade -> grade.getValue() + " " + grade.getKey())
                .collect(Collectors.joining(", "));
        String text = Words.count(leaks.size(), "leak") + " (" + grades + (leaks.size() == 1 ? ") holds " : ") hold ")
                + Words.count(held, "connection")
                + (merged.jvms().size() == 1
                        ? ""
                        : " in " + Words.count(merged.jvms().size(), "JVM"));
        Instant first = leaks.stream()
                .map(leak -> Words.instant(leak.firstSeenAt()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        if (first == null) {
            return text + ".";
        }
        Instant at = Words.instant(merged.to());
        String ago = at == null
                ? ""
                : " (" + Words.age(Duration.between(first, at).toMillis())
                        + (merged.files().size() == 1 ? " before this report)" : " before the last report)");
        return text + ", since " + Words.time(first.toString()) + ago + ".";
    }

    private String lookedAt() {
        long clients = merged.clients().stream()
                .filter(client -> client.coverage().used())
                .map(client -> client.coverage().client())
                .distinct()
                .count();
        Long exchanges = merged.totals().exchanges();
        return "Looked at "
                + (exchanges == null ? "an unknown number of exchanges" : Words.count(exchanges, "exchange")) + " of "
                + Words.count(clients, "client") + " in "
                + Words.count(merged.jvms().size(), "JVM") + ".";
    }
}
