package dev.connleak.cli.ci;

import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.SafeText;
import java.util.List;

/** The verdict as a page of Markdown, for the summary of a step. */
public record Summary(Verdict verdict, Places places) {

    /** A step's summary may have one megabyte; at two thousand characters a cell this stays below it. */
    private static final int MOST_ROWS = 100;

    public String text() {
        StringBuilder text = new StringBuilder("## connleak: ")
                .append(verdict.found() || !verdict.looked() ? "FAIL: " : "PASS: ")
                .append(escaped(Wording.outcome(verdict)))
                .append("\n\n");
        List<Judged> failing = verdict.failing();
        if (!failing.isEmpty()) {
            text.append("| | kind | where | connections held | what to do |\n|---|---|---|---:|---|\n");
            failing.stream().limit(MOST_ROWS).forEach(cause -> row(text, cause));
            if (failing.size() > MOST_ROWS) {
                text.append("\nand ").append(failing.size() - MOST_ROWS).append(" more causes\n");
            }
            text.append('\n');
        }
        for (String complaint : verdict.complaints().stream().limit(MOST_ROWS).toList()) {
            text.append("- ⚠ ").append(escaped(complaint)).append('\n');
        }
        return text.append('\n')
                .append(escaped(Wording.judged(verdict)))
                .append("\n")
                .toString();
    }

    private void row(StringBuilder text, Judged cause) {
        Place place = places.of(cause);
        String at = place == null || place.frame() == null ? "" : " (" + place.path() + ":" + place.line() + ")";
        String mark = switch (Level.of(cause.finding())) {
            case ERROR -> "🔴";
            case WARNING -> "🟠";
            case NOTE -> "🟡";
        };
        Long held = cause.finding().connectionsHeld();
        text.append("| ").append(mark).append(" | ");
        text.append(escaped(cause.finding().kind())).append("<br>");
        text.append(escaped(cause.finding().grade())).append(" | ");
        text.append(escaped(Wording.where(cause) + at)).append("<br>");
        text.append(escaped(Wording.summary(cause.finding()))).append(" | ");
        text.append(held == null ? "?" : held).append(" | ");
        text.append(escaped(Wording.advice(cause.finding()))).append(" |\n");
    }

    /** Every character that Markdown or HTML gives a meaning becomes its number; a mention or an issue is none either. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        SafeText.line(text).codePoints().forEach(c -> {
            if ("\\`*_{}[]()<>#+!|&~@$:^\"'=".indexOf(c) >= 0) {
                escaped.append("&#").append(c).append(';');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
