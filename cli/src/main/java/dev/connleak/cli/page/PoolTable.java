package dev.connleak.cli.page;

import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.PoolUse;
import dev.connleak.cli.report.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** The pools and their use, those with leaked connections first; leaked are some of the leased and the idle ones. */
final class PoolTable {

    private static final int ROWS = 10;
    private static final int[] WIDTHS = {10, 22, 8, 7, 8, 9, 8, 8};
    private static final int[] WIDTHS_OF_MANY = {20, 18, 8, 6, 8, 8, 6, 6};

    private final Page page;

    PoolTable(Page page) {
        this.page = page;
    }

    void print(Merged merged) {
        List<PoolUse> pools = merged.pools();
        if (pools.isEmpty()) {
            return;
        }
        boolean alone = merged.jvms().size() == 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pool", "client", "leased", "idle", "leaked", "waiting", "max", "a route"));
        pools.stream().limit(ROWS).forEach(use -> rows.add(row(use, alone)));
        page.blank();
        page.text(0, "Pools", Style.bold);
        page.table(alone ? WIDTHS : WIDTHS_OF_MANY, rows);
        long all = Math.max(pools.size(), orZero(merged.totals().pools()));
        if (all > ROWS) {
            page.text(3, "and " + Words.count(all - Math.min(ROWS, pools.size()), "pool") + " with less in use");
        }
        pools.stream()
                .filter(use -> orZero(use.pool().saturatedMillis()) > 0)
                .limit(ROWS)
                .forEach(use -> page.text(
                        3,
                        "Callers of " + name(use, alone) + " had to wait for "
                                + Words.age(orZero(use.pool().saturatedMillis())) + " in all."));
    }

    private static String name(PoolUse use, boolean alone) {
        String id = Words.orUnknown(use.pool().id());
        return alone ? id : use.source().jvmName() + " " + id;
    }

    private static List<String> row(PoolUse use, boolean alone) {
        Pool pool = use.pool();
        return List.of(
                name(use, alone),
                Words.orUnknown(pool.client()) + (Boolean.TRUE.equals(pool.closed()) ? " (closed)" : ""),
                Words.number(pool.leased()),
                Words.number(pool.idle()),
                Words.number(use.leaked()),
                Words.number(pool.waiting()),
                limit(pool.max()),
                limit(pool.maxPerRoute()));
    }

    private static String limit(@Nullable Long limit) {
        return limit == null ? "-" : Words.number(limit);
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
