package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Report;
import java.nio.file.Path;
import java.util.List;

/**
 * One cause over all JVMs.
 *
 * @param finding its words and its sums; the references into the tables of a report are gone, see {@code evidence}
 * @param shares what each JVM adds, in the order of the JVMs' names
 * @param evidence of the JVMs in which it is worst, eight at most
 */
public record Cause(Finding finding, List<Share> shares, Evidence evidence) {

    /** A cause as one report tells it. */
    public static Cause of(Report report, Finding finding) {
        Evidence evidence = new Evidence.Finder(report).of(finding);
        Source source = new Source(Path.of(""), report.head());
        return new Cause(finding, List.of(Share.of(source, finding, evidence)), evidence);
    }

    /** The reports that count and show it. */
    public List<Path> files() {
        return shares.stream().map(share -> share.source().path()).toList();
    }

    /** Whether the path to the site is known; without one the site alone identifies the cause. */
    public boolean pathKnown() {
        return !evidence.stacks().isEmpty();
    }

    /** Whether another cause, of another set of reports, is the same one. */
    public boolean same(Cause other) {
        if (finding.fingerprint().equals(other.finding.fingerprint())) {
            return true;
        }
        String place = Family.place(finding);
        return (!pathKnown() || !other.pathKnown()) && place != null && place.equals(Family.place(other.finding));
    }
}
