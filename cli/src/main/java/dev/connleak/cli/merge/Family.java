package dev.connleak.cli.merge;

import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Site;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When two findings are one cause. The five kinds of a body that keeps its connection are one family: the same bug is one or
 * the other, depending on whether a collection has run.
 */
public final class Family {

    private static final Set<String> BODY = Set.of(
            "body-abandoned", "body-held", "body-read-not-released", "body-closed-not-released", "close-blocked");

    private Family() {}

    /** The family of a kind; every kind but the bodies' is its own. */
    public static String of(String kind) {
        return BODY.contains(kind) ? "body" : kind;
    }

    /** What a cause without a path is known by: family, client and site; null where it has no site either. */
    static @Nullable String place(Finding finding) {
        Site site = finding.site();
        return site == null || site.fingerprint() == null
                ? null
                : of(finding.kind()) + " " + finding.client() + " " + site.fingerprint();
    }
}
