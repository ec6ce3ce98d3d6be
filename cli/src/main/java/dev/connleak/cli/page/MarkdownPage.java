package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Evidence;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.PoolUse;
import dev.connleak.cli.report.Finding;
import java.io.PrintWriter;
import java.util.List;

/**
 * A report as Markdown, for a ticket or a pull request. Whatever comes from outside is text there: what Markdown, HTML or a
 * forge would make something of (mentions, links, table borders) is escaped.
 */
public final class MarkdownPage {

    private static final int ROWS = 100;
    private static final int FRAMES = 12;

    private final PrintWriter out;

    public MarkdownPage(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints everything.
     *
     * @param top how many causes are told in full
     */
    public void print(Merged merged, int top) {
        Headline headline = new Headline(merged);
        out.println("# connleak: " + safe(headline.sentence()));
        out.println();
        if (!headline.trend().isEmpty()) {
            out.println("**" + safe(headline.trend()) + "**");
            out.println();
        }
        ReportPage.subjects(merged).forEach(subject -> out.println(safe(subject) + "  "));
        out.println(safe(ReportPage.written(merged)));
        causes(merged.causes());
        merged.causes().stream().limit(top).forEach(this::cause);
        pools(merged);
        List<String> doubts = Doubts.of(merged);
        if (!doubts.isEmpty()) {
            heading("To know");
            doubts.forEach(doubt -> out.println("- " + safe(doubt)));
        }
    }

    private void causes(List<Cause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        heading("Causes");
        row("severity", "grade", "kind", "site", "client", "count", "held", "id");
        row("---", "---", "---", "---", "---", "---:", "---:", "---");
        for (Cause cause : causes.subList(0, Math.min(ROWS, causes.size()))) {
            Finding finding = cause.finding();
            row(
                    finding.markedIgnored() ? "ignored" : safe(finding.severity()),
                    safe(finding.grade()),
                    safe(finding.kind()),
                    safe(FindingBlock.site(finding.site())),
                    safe(Words.orUnknown(finding.client())),
                    Words.number(finding.count()),
                    Words.number(finding.connectionsHeld()),
                    safe(finding.fingerprint()));
        }
        if (causes.size() > ROWS) {
            out.println();
            out.println("and " + Words.count((long) causes.size() - ROWS, "more cause"));
        }
    }

    private void cause(Cause cause) {
        Finding finding = cause.finding();
        heading(safe(FindingBlock.headline(finding)) + " at " + safe(FindingBlock.site(finding.site())));
        if (finding.summary() != null && cause.shares().size() == 1) {
            out.println(safe(finding.summary()));
            out.println();
        }
        if (finding.advice() != null) {
            out.println("**To do:** " + safe(finding.advice()));
            out.println();
        }
        List<Evidence.Stack> stacks = cause.evidence().stacks();
        if (!stacks.isEmpty()) {
            ApplicationFrames.of(stacks.get(0).frames(), finding.site()).stream()
                    .limit(FRAMES)
                    .forEach(frame -> out.println("    " + SafeText.line(frame)));
            out.println();
        }
    }

    private void pools(Merged merged) {
        if (merged.pools().isEmpty()) {
            return;
        }
        heading("Pools");
        row("jvm", "pool", "client", "leased", "idle", "leaked", "waiting");
        row("---", "---", "---", "---:", "---:", "---:", "---:");
        for (PoolUse use : merged.pools().stream().limit(ROWS).toList()) {
            row(
                    safe(use.source().jvmName()),
                    safe(Words.orUnknown(use.pool().id())),
                    safe(Words.orUnknown(use.pool().client())),
                    Words.number(use.pool().leased()),
                    Words.number(use.pool().idle()),
                    Words.number(use.leaked()),
                    Words.number(use.pool().waiting()));
        }
    }

    private void heading(String text) {
        out.println();
        out.println("## " + text);
        out.println();
    }

    private void row(String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    /** Text that stays text. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : SafeText.line(text).toCharArray()) {
            switch (c) {
                case '\\', '*', '_', '[', ']', '~', '`', '!' ->
                    safe.append('\\').append(c);
                case '<', '>', '&', '@', '#', '|' ->
                    safe.append("&#").append((int) c).append(';');
                default -> safe.append(c);
            }
        }
        return safe.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }
}
