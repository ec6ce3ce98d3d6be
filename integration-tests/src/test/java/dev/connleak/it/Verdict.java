package dev.connleak.it;

import dev.connleak.it.CellTable.Fate;
import dev.connleak.it.Outcome.Word;
import dev.connleak.it.target.Cell;
import java.util.Locale;
import java.util.Set;

/** What matters of a finding on one cell. */
record Verdict(
        String severity,
        String kind,
        String grade,
        String outcome,
        int count,
        int openNow,
        int rescued,
        Cell cell,
        Set<String> tcpStates,
        int siteExchanges,
        Site site) {

    static Verdict of(Finding finding) {
        return new Verdict(
                finding.severity(),
                finding.kind(),
                finding.grade(),
                finding.outcome(),
                finding.number("count"),
                finding.number("openNow"),
                finding.number("rescued"),
                finding.cell(),
                finding.number("openNow") == 0 ? Set.of() : Set.copyOf(finding.tcpStates()),
                finding.number("siteExchanges"),
                finding.site());
    }

    /** A leak whose handles the application has. */
    static Verdict held(Client client, Cell cell, Fate fate, int times) {
        String kind = cell.readToEof() ? "body-read-not-released" : "body-held";
        return leak(kind, "likely", outcome(cell), times, 0, cell, fate.whileHeld(), client);
    }

    /** A leak whose handles were dropped and collected. */
    static Verdict dropped(Client client, Cell cell, Fate fate, int times) {
        if (client.holdsHandles()) {
            return held(client, cell, fate, times);
        }
        String kind = cell.readToEof() ? "body-read-not-released" : "body-abandoned";
        boolean rescued = fate.whenCollected() != fate.whileHeld();
        return leak(
                kind,
                "proven",
                rescued ? "rescued" : outcome(cell),
                times,
                rescued ? times : 0,
                cell,
                fate.whenCollected(),
                client);
    }

    static Verdict closedEarly(Client client, Cell cell, int times) {
        return new Verdict(
                "waste",
                "closed-early",
                "proven",
                "destroyed",
                times,
                0,
                0,
                cell,
                Set.of(),
                times,
                Site.marked(client.cells(), method(cell)));
    }

    private static Verdict leak(
            String kind, String grade, String outcome, int times, int rescued, Cell cell, Word fate, Client client) {
        Set<String> states = rescued > 0 ? Set.of() : Set.of(fate == Word.STUCK ? "CLOSE_WAIT" : "ESTABLISHED");
        return new Verdict(
                "leak",
                kind,
                grade,
                outcome,
                times,
                times - rescued,
                rescued,
                cell,
                states,
                times,
                Site.marked(client.cells(), method(cell)));
    }

    /** A server that is still sending keeps the kernel from showing that the teardown is stuck: the verdict is the same. */
    private static String outcome(Cell cell) {
        return cell.keepAlive() ? "held" : "stuck";
    }

    /** The method of {@code CellClient} that runs a cell: its name in camel case. */
    private static String method(Cell cell) {
        StringBuilder name = new StringBuilder();
        for (String word : cell.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
