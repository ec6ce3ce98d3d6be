package dev.connleak.cli;

import dev.connleak.cli.report.Finding;
import java.util.List;

/**
 * From where on a finding counts. A grade or severity that this version does not know counts always: it comes from a newer
 * agent, and a gate that stays green because it did not understand is worse than one that has to be looked at.
 */
record Threshold(Grade grade, Severity severity) {

    /** Lower case, because these are the words of the command line and of the report. */
    enum Grade {
        proven,
        likely,
        suspect
    }

    enum Severity {
        leak,
        waste
    }

    private static final List<String> GRADES = List.of("proven", "likely", "suspect");
    private static final List<String> SEVERITIES = List.of("leak", "waste");

    boolean reachedBy(Finding finding) {
        return gradeRank(finding) <= GRADES.indexOf(grade.name())
                && severityRank(finding) <= SEVERITIES.indexOf(severity.name());
    }

    /** The smaller, the stronger; what is unknown is stronger than all. */
    static int gradeRank(Finding finding) {
        return GRADES.indexOf(finding.grade());
    }

    static int severityRank(Finding finding) {
        return SEVERITIES.indexOf(finding.severity());
    }
}
