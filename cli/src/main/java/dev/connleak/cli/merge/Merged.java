package dev.connleak.cli.merge;

import dev.connleak.cli.report.CellCount;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ReportFile;
import dev.connleak.cli.report.Totals;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many reports as one picture.
 *
 * @param files every report that was added, in that order
 * @param jvms the latest report of each JVM, by the JVMs' names
 * @param causes worst first
 * @param pools of the latest reports, twenty of each JVM at most; those with the most leaked first
 * @param clients what was watched, over all JVMs
 * @param cells how the exchanges of all JVMs ended
 */
public record Merged(
        List<Source> files,
        List<Source> jvms,
        List<Cause> causes,
        List<PoolUse> pools,
        List<WatchedClient> clients,
        List<CellCount> cells,
        Timeline timeline) {

    /** One report alone. */
    public static Merged of(Path path, Report report) {
        Merger merger = new Merger();
        merger.add(new ReportFile(path, report));
        return merger.merged();
    }

    /** The same with one of its causes alone. */
    public Merged only(Cause cause) {
        return new Merged(files, jvms, List.of(cause), pools, clients, cells, timeline);
    }

    /** Connections that causes hold, each of them once. A cause alone that only names holders counts what they hold. */
    public static long held(List<Finding> findings) {
        return Math.max(held(findings, false), held(findings, true));
    }

    private static long held(List<Finding> findings, boolean namingHolders) {
        return findings.stream()
                .filter(finding -> finding.namesHolders() == namingHolders)
                .map(Finding::connectionsHeld)
                .reduce(0L, (sum, held) -> Sums.orZero(Sums.add(sum, held)));
    }

    /** The sums of the latest reports. */
    public Totals totals() {
        return new Totals(
                sum(Totals::pools),
                sum(Totals::connectionsOpened),
                sum(Totals::connectionsOpen),
                sum(Totals::exchanges),
                sum(Totals::exchangesOnReusedConnection));
    }

    /** When counting began, in the JVM that counted first; null where no report says. */
    public @Nullable String from() {
        return jvms.stream()
                .map(jvm -> jvm.head().countsSince() == null
                        ? jvm.head().jvm().startedAt()
                        : jvm.head().countsSince())
                .filter(Objects::nonNull)
                .min(String::compareTo)
                .orElse(null);
    }

    /** When the last report was written. */
    public @Nullable String to() {
        return jvms.stream()
                .map(jvm -> jvm.head().time().at())
                .filter(Objects::nonNull)
                .max(String::compareTo)
                .orElse(null);
    }

    private @Nullable Long sum(Function<Totals, @Nullable Long> number) {
        Long sum = null;
        for (Source jvm : jvms) {
            sum = Sums.add(sum, number.apply(jvm.head().totals()));
        }
        return sum;
    }
}
