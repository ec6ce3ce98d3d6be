package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import java.util.Comparator;
import java.util.List;

/** The order of causes. A grade or severity that this version does not know stands before all others: it is newer. */
public final class Rank {

    private static final List<String> GRADES = List.of("proven", "likely", "suspect");
    private static final List<String> SEVERITIES = List.of("leak", "waste");

    /** Worst first; what the option {@code ignore=} marked comes last. */
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::markedIgnored)
            .thenComparing(finding -> severity(finding.severity()))
            .thenComparing(finding -> grade(finding.grade()))
            .thenComparing(finding -> Sums.orZero(finding.connectionsHeld()), Comparator.reverseOrder())
            .thenComparing(finding -> Sums.orZero(finding.count()), Comparator.reverseOrder())
            .thenComparing(Finding::fingerprint);

    private Rank() {}

    /** The smaller, the stronger. */
    public static int grade(String grade) {
        return GRADES.indexOf(grade);
    }

    /** The smaller, the worse. */
    public static int severity(String severity) {
        return SEVERITIES.indexOf(severity);
    }
}
