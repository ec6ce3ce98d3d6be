package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Grouping;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Source;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Jvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** A whole report: how bad and since when, the causes, the pools, what was watched, and what to know about the agent. */
public final class ReportPage {

    /** Causes that get a line of their own after those that get a block. */
    private static final int LINES = 50;

    private static final int[] GROUP_WIDTHS = {28, 7, 7, 9, 9, 20};

    private final Page page;

    public ReportPage(Page page) {
        this.page = page;
    }

    /**
     * Prints everything.
     *
     * @param top how many causes are told in full
     * @param by what to group by as well, see {@link Grouping}; null for nothing
     */
    public void print(Merged merged, int top, @Nullable String by) {
        subjects(merged).forEach(subject -> page.text(0, subject, Style.bold));
        page.text(0, written(merged));
        page.blank();
        headline(merged);
        if (by != null) {
            groups(merged, by);
        }
        causes(merged, top);
        new PoolTable(page).print(merged);
        new CoverageTable(page).print(merged);
        List<String> doubts = Doubts.of(merged);
        if (!doubts.isEmpty()) {
            page.blank();
            page.text(0, "To know", Style.bold);
            doubts.forEach(doubt -> page.text(3, doubt));
        }
    }

    /** What the reports are of: one JVM with all that is known of it, of many what they have in common. */
    static List<String> subjects(Merged merged) {
        if (merged.jvms().size() == 1) {
            return List.of(jvm(merged.jvms().get(0)));
        }
        List<String> mains = merged.jvms().stream()
                .map(jvm -> Words.orUnknown(jvm.head().jvm().mainClass()))
                .distinct()
                .sorted()
                .toList();
        long hosts = merged.jvms().stream()
                .map(jvm -> Objects.requireNonNullElse(jvm.head().jvm().host(), "?"))
                .distinct()
                .count();
        String names = String.join(", ", mains.subList(0, Math.min(3, mains.size())))
                + (mains.size() > 3 ? " and " + (mains.size() - 3) + " more" : "");
        return List.of(names + " · " + Words.count(merged.jvms().size(), "JVM") + " on " + Words.count(hosts, "host"));
    }

    private static String jvm(Source source) {
        Jvm jvm = source.head().jvm();
        List<String> parts = new ArrayList<>();
        parts.add(Words.orUnknown(jvm.mainClass()));
        if (jvm.pid() != null) {
            parts.add("process " + jvm.pid());
        }
        if (jvm.host() != null) {
            parts.add("on " + jvm.host());
        }
        if (jvm.version() != null) {
            parts.add("Java " + jvm.version());
        }
        source.head().labels().forEach((name, value) -> parts.add(name + "=" + value));
        return String.join(" · ", parts);
    }

    static String written(Merged merged) {
        if (merged.files().size() != 1) {
            return Words.count(merged.files().size(), "report") + " from " + Words.time(merged.from()) + " to "
                    + Words.time(merged.to());
        }
        Source source = merged.files().get(0);
        String text = "Written " + Words.time(source.head().time().at());
        if (source.head().trigger() != null) {
            text += ", trigger " + source.head().trigger();
        }
        Long watched = source.head().time().watchedMillis();
        if (watched != null) {
            text += ", after watching for " + Words.age(watched);
        }
        return text + ("attach".equals(source.head().time().mode()) ? " (attached late)" : "");
    }

    private void headline(Merged merged) {
        Headline headline = new Headline(merged);
        if (headline.leaking()) {
            page.text(0, headline.sentence(), Style.bold, Style.fg_red);
            if (!headline.trend().isEmpty()) {
                page.text(0, headline.trend(), Style.bold);
            }
            return;
        }
        page.text(0, headline.sentence(), Style.bold);
        if (headline.blind()) {
            page.text(0, "But connleak could not look everywhere: read what to know below.", Style.bold, Style.fg_red);
        }
    }

    private void groups(Merged merged, String by) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(by, "leaks", "waste", "count", "held", "worst"));
        for (Grouping.Group group : Grouping.by(merged, by)) {
            rows.add(List.of(
                    group.name(),
                    Words.number((long) group.leaks()),
                    Words.number((long) group.waste()),
                    Words.number(group.count()),
                    Words.number(group.held()),
                    FindingBlock.shortSite(group.worst().finding().site())));
        }
        page.blank();
        page.text(0, "By " + by, Style.bold);
        page.table(GROUP_WIDTHS, rows);
    }

    private void causes(Merged merged, int top) {
        List<Cause> causes = merged.causes();
        for (int i = 0; i < Math.min(top, causes.size()); i++) {
            page.blank();
            new FindingBlock(page).print(i + 1 + ".", causes.get(i));
        }
        if (causes.size() <= top) {
            return;
        }
        page.blank();
        page.text(0, "Also", Style.bold);
        for (int i = top; i < Math.min(top + LINES, causes.size()); i++) {
            Finding finding = causes.get(i).finding();
            page.text(
                    3,
                    i + 1 + ". " + FindingBlock.headline(finding) + ", " + Words.number(finding.connectionsHeld())
                            + " held, " + FindingBlock.site(finding.site()) + " " + finding.fingerprint());
        }
        int more = causes.size() - top - LINES;
        if (more > 0) {
            page.text(3, "and " + Words.count(more, "more cause") + ": --format html or json has all of them");
        }
    }
}
