package dev.connleak.cli.ci;

import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Span;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.FindingBlock;
import dev.connleak.cli.page.SafeText;
import dev.connleak.cli.page.Words;
import dev.connleak.cli.report.Finding;

/** What all formats say of a verdict and of a cause; every text is one line and free of control characters. */
public final class Wording {

    private Wording() {}

    /** How much was looked at, in one sentence. */
    public static String judged(Verdict verdict) {
        String names = verdict.clients().isEmpty() ? "" : " (" + String.join(", ", verdict.clients()) + ")";
        Span span = verdict.span();
        String when = span == null
                ? ""
                : ", " + Words.time(span.from().toString()) + " to "
                        + Words.time(span.to().toString());
        return "Judged " + Words.count(verdict.reports(), "report") + " of " + Words.count(verdict.jvms(), "JVM") + ": "
                + Words.count(verdict.exchanges(), "exchange") + " of "
                + Words.count(verdict.clients().size(), "client") + names + when + ".";
    }

    /** What came of it, in one sentence. */
    public static String outcome(Verdict verdict) {
        int failing = verdict.failing().size();
        if (!verdict.unusable().isEmpty()) {
            return Words.count(verdict.unusable().size(), "file") + " can't be used.";
        }
        if (verdict.found()) {
            return Words.count(failing, "new cause") + " at or above the thresholds"
                    + (verdict.maxNew() == 0 ? "." : ", " + verdict.maxNew() + " may be.");
        }
        if (!verdict.blind().isEmpty()) {
            return "could not look everywhere.";
        }
        return failing == 0
                ? "nothing new at or above the thresholds."
                : Words.count(failing, "new cause") + " at or above the thresholds, " + verdict.maxNew() + " may be.";
    }

    /** {@code body-abandoned (proven) at com.acme.Orders.poll(Orders.java:42)}. */
    static String title(Finding finding) {
        return SafeText.line(finding.kind() + " (" + finding.grade() + ") at " + FindingBlock.site(finding.site()));
    }

    static String summary(Finding finding) {
        return SafeText.line(finding.summary() == null ? title(finding) : finding.summary());
    }

    static String advice(Finding finding) {
        return finding.advice() == null ? "" : SafeText.line(finding.advice());
    }

    static String extent(Finding finding) {
        return SafeText.line(FindingBlock.extent(finding));
    }

    /** The line to run where a cause is to be let pass. */
    public static String suppress(Finding finding) {
        return "connleak suppress " + SafeText.line(finding.fingerprint()) + " --reason TEXT";
    }

    /** The name of the place, the same as long as the code is: {@code Orders.poll}, without a line. */
    static String where(Judged cause) {
        String where = cause.where();
        return where == null ? "(no application code on the stack)" : SafeText.line(where);
    }
}
