package dev.connleak.cli.judge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Family;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Site;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause of the baseline: it was there before, and fails no build. A cause that was seen without its path has no
 * fingerprint here and is known by its site alone.
 *
 * @param site the fingerprint of the line that leaked
 * @param where that line for people; not compared
 * @param client whose exchanges it were; a cause is gone only where that client was watched
 * @param note whatever somebody wrote there; kept
 */
@JsonPropertyOrder({"fingerprint", "site", "kind", "where", "client", "note"})
public record KnownCause(
        @Nullable String fingerprint,
        @Nullable String site,
        @Nullable String kind,
        @Nullable String where,
        @Nullable String client,
        @Nullable String note)
        implements Entry {

    /** The entry for a cause; where the reports know no path to it, only the site tells it from others. */
    public static KnownCause of(Cause cause) {
        Finding finding = cause.finding();
        Site site = finding.site();
        boolean bySite = !cause.pathKnown() && site != null && site.fingerprint() != null;
        return new KnownCause(
                bySite ? null : finding.fingerprint(),
                site == null ? null : site.fingerprint(),
                finding.kind(),
                where(site),
                finding.client(),
                null);
    }

    /** Equal fingerprints; where one side knows no path, equal sites of one family of kinds. */
    public boolean matches(Cause cause) {
        Finding finding = cause.finding();
        if (finding.fingerprint().equals(fingerprint)) {
            return true;
        }
        Site other = finding.site();
        return (fingerprint == null || !cause.pathKnown())
                && site != null
                && other != null
                && site.equals(other.fingerprint())
                && kind != null
                && Family.of(kind).equals(Family.of(finding.kind()));
    }

    /** {@code Orders.poll}. */
    static @Nullable String where(@Nullable Site site) {
        if (site == null || site.className() == null) {
            return null;
        }
        String simple = site.className().substring(site.className().lastIndexOf('.') + 1);
        return site.method() == null ? simple : simple + "." + site.method();
    }

    public KnownCause withNote(String text) {
        return new KnownCause(fingerprint, site, kind, where, client, text);
    }

    @Override
    public String subject() {
        return (where == null ? "" : where + ", ")
                + (kind == null ? "" : kind + ", ")
                + (fingerprint == null ? site : fingerprint);
    }

    @Override
    public @Nullable String flaw() {
        return fingerprint == null && site == null ? "it has neither fingerprint nor site" : null;
    }

    @Override
    public List<@Nullable String> order() {
        return Arrays.asList(where, kind, fingerprint, site);
    }
}
