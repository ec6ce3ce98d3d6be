package dev.connleak.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One report, finished: what {@link ReportWriter} writes and nothing else.
 *
 * <p>Null means unknown or not applicable, here and in the JSON. References into {@code threads} and {@code stacks} are
 * indexes, all others are ids. Words of a fixed vocabulary are strings: their enums live in the rooms that decide on
 * them, and {@code report.schema.json} is the list. A class of more than eight fields is built from its {@code Draft}:
 * what must be there is an argument, the rest is set by name.
 */
public final class Report {
    public final boolean complete;
    public final Run run;
    public final Watch watch;
    public final Totals totals;
    public final List<Cell.Count> cells;
    /** Worst first. */
    public final List<Finding> findings;

    public final List<HistoryPoint> history;
    public final List<Pool> pools;
    public final List<ConnectionEntry> connections;
    public final List<ExchangeEntry> exchanges;
    public final List<ThreadEntry> threads;
    public final List<List<String>> stacks;
    /** Null where the kernel cannot be asked. */
    public final @Nullable List<UntrackedSocket> untracked;

    private Report(Draft draft) {
        this.complete = draft.complete;
        this.run = draft.run;
        this.watch = draft.watch;
        this.totals = draft.totals;
        this.cells = copy(draft.cells);
        this.findings = copy(draft.findings);
        this.history = copy(draft.history);
        this.pools = copy(draft.pools);
        this.connections = copy(draft.connections);
        this.exchanges = copy(draft.exchanges);
        this.threads = copy(draft.threads);
        this.stacks = copyEach(draft.stacks);
        this.untracked = draft.untracked == null ? null : copy(draft.untracked);
    }

    static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static List<List<String>> copyEach(List<List<String>> lists) {
        List<List<String>> copies = new ArrayList<>(lists.size());
        for (List<String> list : lists) {
            copies.add(copy(list));
        }
        return Collections.unmodifiableList(copies);
    }

    /** Mutable; lives as long as one report is put together, on one thread. */
    public static final class Draft {
        private final Run run;
        private final Watch watch;
        private final Totals totals;
        public boolean complete;
        public List<Cell.Count> cells = Collections.emptyList();
        public List<Finding> findings = Collections.emptyList();
        public List<HistoryPoint> history = Collections.emptyList();
        public List<Pool> pools = Collections.emptyList();
        public List<ConnectionEntry> connections = Collections.emptyList();
        public List<ExchangeEntry> exchanges = Collections.emptyList();
        public List<ThreadEntry> threads = Collections.emptyList();
        public List<List<String>> stacks = Collections.emptyList();
        public @Nullable List<UntrackedSocket> untracked;

        public Draft(Run run, Watch watch, Totals totals) {
            this.run = run;
            this.watch = watch;
            this.totals = totals;
        }

        public Report finish() {
            return new Report(this);
        }
    }
}
