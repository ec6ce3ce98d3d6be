package dev.connleak.cli.page;

import dev.connleak.cli.report.Pool;
import dev.connleak.cli.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** The pools and their use, the busiest first. */
final class PoolTable {

    private static final int ROWS = 10;
    private static final int[] WIDTHS = {10, 26, 8, 8, 9, 9, 10};

    private final Page page;

    PoolTable(Page page) {
        this.page = page;
    }

    void print(Report report) {
        if (report.pools().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pool", "client", "leased", "idle", "waiting", "max", "per route"));
        report.pools().stream()
                .sorted(Comparator.comparingLong(PoolTable::busy).reversed())
                .limit(ROWS)
                .forEach(pool -> rows.add(row(pool)));
        page.blank();
        page.text(0, "Pools", Style.bold);
        page.table(WIDTHS, rows);
        int more = report.pools().size() - ROWS;
        if (more > 0) {
            page.text(3, "and " + Words.count(more, "pool") + " with less in use");
        }
        report.pools().stream()
                .filter(pool -> orZero(pool.saturatedMillis()) > 0)
                .limit(ROWS)
                .forEach(pool -> page.text(
                        3,
                        "Callers of " + Words.orUnknown(pool.id()) + " had to wait for "
                                + Words.age(orZero(pool.saturatedMillis())) + " in all."));
    }

    private static List<String> row(Pool pool) {
        return List.of(
                Words.orUnknown(pool.id()),
                Words.orUnknown(pool.client()) + (Boolean.TRUE.equals(pool.closed()) ? " (closed)" : ""),
                Words.number(pool.leased()),
                Words.number(pool.idle()),
                Words.number(pool.waiting()),
                limit(pool.max()),
                limit(pool.maxPerRoute()));
    }

    private static String limit(@Nullable Long limit) {
        return limit == null ? "-" : Words.number(limit);
    }

    private static long busy(Pool pool) {
        return orZero(pool.leased()) + orZero(pool.waiting());
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
