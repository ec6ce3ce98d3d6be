package dev.connleak.cli.page;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.table.Comparison;
import dev.connleak.cli.table.Seen;
import dev.connleak.cli.table.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** The table of the eight cells as it was measured, the questions beside it, what differs, and a legend. */
public final class CellTable {

    private static final int[] WIDTHS = {9, 5, 7, 7, 7, 14, 14, 6, 7, 4};
    private static final List<List<String>> HEAD = List.of(
            List.of("keep-", "to", "", "", "re-", "client's", "server's", "", "ver-", ""),
            List.of("alive", "end", "closed", "opened", "used", "sockets", "sockets", "loops", "dict", ""));

    private final Page page;

    public CellTable(Page page) {
        this.page = page;
    }

    public void print(Comparison table) {
        page.text(
                0,
                Words.count(Treatment.KEEP_ALIVE_NEITHER.exchanges(), "exchange") + " in each cell, "
                        + bodies(table.size().bytes()),
                Style.bold);
        page.blank();
        List<List<String>> rows = new ArrayList<>(HEAD);
        cells(table).forEach(row -> rows.add(row(row)));
        page.table(WIDTHS, rows);
        questions(table);
        verdicts(table);
        differences(table);
        legend();
        page.blank();
        page.text(0, result(table), Style.bold, table.matches() ? Style.fg_green : Style.fg_red);
    }

    private static String bodies(int bytes) {
        return "bodies of " + (bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB");
    }

    private static Stream<Comparison.Row> cells(Comparison table) {
        return table.rows().stream().filter(row -> row.measurement().treatment().isCell());
    }

    private static List<String> row(Comparison.Row row) {
        Treatment treatment = row.measurement().treatment();
        Seen seen = row.measurement().seen();
        return List.of(
                treatment.keepAlive() ? "on" : "off",
                Words.yesNo(treatment.read()),
                Words.yesNo(treatment.closed()),
                Integer.toString(seen.opened()),
                Integer.toString(seen.reused()),
                sockets(seen.client()),
                sockets(seen.server()),
                loops(row),
                verdict(row),
                row.matches() ? "ok" : "!!");
    }

    private static String loops(Comparison.Row row) {
        int loops = row.measurement().seen().loops();
        int agents = row.measurement().agentLoops();
        return loops == agents ? Integer.toString(loops) : loops + "/" + agents;
    }

    private static String verdict(Comparison.Row row) {
        List<Finding> findings = row.measurement().findings();
        return findings.isEmpty() ? "-" : findings.get(0).severity().toUpperCase(Locale.ROOT);
    }

    private static String sockets(@Nullable Map<String, Integer> states) {
        if (states == null) {
            return "?";
        }
        return states.isEmpty()
                ? "-"
                : states.entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey())
                        .collect(Collectors.joining("+"));
    }

    private void questions(Comparison table) {
        for (Comparison.Row row : table.rows()) {
            Treatment treatment = row.measurement().treatment();
            if (!treatment.isCell()) {
                Seen seen = row.measurement().seen();
                page.blank();
                page.text(0, question(treatment), Style.bold);
                page.text(
                        3,
                        Words.count(treatment.exchanges(), "exchange") + ": "
                                + Words.count(seen.opened(), "connection") + " opened, "
                                + seen.reused() + " reused; sockets now: client's " + sockets(seen.client())
                                + ", server's " + sockets(seen.server()) + "; loops left: " + loops(row)
                                + "; verdict: " + verdict(row) + "  " + (row.matches() ? "ok" : "!!"));
            }
        }
    }

    private static String question(Treatment treatment) {
        return switch (treatment) {
            case MANY_USES -> "Is a connection used again and again, without a cap?";
            case IDLE_TIMEOUT -> "Is it closed when it was idle for longer than the idle timeout?";
            case CANCELED -> "Does it cost the connection to cancel an exchange in its body?";
            default -> throw new IllegalStateException(treatment + " is a cell");
        };
    }

    private void verdicts(Comparison table) {
        page.blank();
        page.text(0, "What the agent says", Style.bold);
        Stream.concat(
                        table.rows().stream().flatMap(row -> row.measurement().findings().stream()),
                        table.elsewhere().stream())
                .forEach(finding -> page.text(
                        3,
                        finding.severity().toUpperCase(Locale.ROOT) + ", " + finding.grade() + ": " + finding.kind()
                                + ", " + Words.orUnknown(finding.outcome()) + "; " + Words.number(finding.count())
                                + " at " + FindingBlock.site(finding.site())));
    }

    private void differences(Comparison table) {
        if (table.matches()) {
            return;
        }
        page.blank();
        page.text(0, "What differs", Style.bold, Style.fg_red);
        for (Comparison.Row row : table.rows()) {
            row.differences()
                    .forEach(difference ->
                            page.text(3, row.measurement().treatment().method() + ": " + difference));
        }
        if (!table.elsewhere().isEmpty()) {
            page.text(3, Words.count(table.elsewhere().size(), "finding") + " of the agent outside the cells");
        }
    }

    private void legend() {
        page.blank();
        page.field("to end", "the body was read to its end");
        page.field("opened", "connections that the server accepted");
        page.field("reused", "exchanges on a connection that had carried one before");
        page.field("sockets", "states in the kernel; - none is left, ? it can't be asked");
        page.field("loops", "reader and writer threads left, by the transport/by the agent");
    }

    private static String result(Comparison table) {
        int all = table.rows().size();
        long differing = table.rows().stream().filter(row -> !row.matches()).count();
        if (differing > 0) {
            return differing + " of " + all + (differing == 1 ? " differs" : " differ") + " from what is expected.";
        }
        return table.matches() ? "All " + all + " are as expected." : "The agent says more than is expected.";
    }
}
