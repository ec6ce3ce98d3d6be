package dev.connleak.cli.judge;

import dev.connleak.cli.merge.Rank;
import dev.connleak.cli.report.Finding;

/**
 * From where on a finding counts. A grade or severity that this version does not know counts always: it comes from a newer
 * agent, and a gate that stays green because it did not understand is worse than one that has to be looked at.
 */
public record Threshold(Grade grade, Severity severity) {

    /** Strongest first; in lower case, because these are the words of the command line and of the report. */
    public enum Grade {
        proven,
        likely,
        suspect
    }

    /** Worst first. */
    public enum Severity {
        leak,
        waste
    }

    boolean reachedBy(Finding finding) {
        return Rank.grade(finding.grade()) <= Rank.grade(grade.name())
                && Rank.severity(finding.severity()) <= Rank.severity(severity.name());
    }
}
