package dev.connleak.cli.judge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Evidence;
import dev.connleak.cli.merge.Family;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Site;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause, or a family of causes, that somebody has looked at and lets pass for a reason. All that it says must fit: the
 * fingerprint (or the site's), a frame of the stack, the route.
 *
 * @param frame a {@link Glob} over {@code package.Class.method}, for any frame of the cause's stacks
 * @param route a {@link Glob} over the route; {@code /} divides its segments
 * @param until the last day on which it holds, such as 2026-12-31; null for no end
 */
@JsonPropertyOrder({"fingerprint", "site", "kind", "where", "frame", "route", "reason", "until"})
public record Suppression(
        @Nullable String fingerprint,
        @Nullable String site,
        @Nullable String kind,
        @Nullable String where,
        @Nullable String frame,
        @Nullable String route,
        @Nullable String reason,
        @Nullable String until)
        implements Entry {

    boolean matches(Cause cause) {
        Finding finding = cause.finding();
        return fits(cause)
                && (kind == null || Family.of(kind).equals(Family.of(finding.kind())))
                && (route == null || (finding.route() != null && new Glob(route, '/').matches(finding.route())))
                && (frame == null || frameMatches(cause));
    }

    boolean expired(LocalDate today) {
        return until != null && today.isAfter(LocalDate.parse(until));
    }

    /** Whether both are about the same causes, so that one takes the place of the other. */
    public boolean sameSubject(Suppression other) {
        return order().equals(other.order());
    }

    @Override
    public String subject() {
        return where != null ? where : fingerprint != null ? fingerprint : frame != null ? frame : String.valueOf(site);
    }

    @Override
    public @Nullable String flaw() {
        if (fingerprint == null && site == null && frame == null) {
            return "it has neither fingerprint nor site nor frame";
        }
        if (reason == null || reason.isBlank()) {
            return "it has no reason";
        }
        return until == null || date(until) ? null : "until is no date such as 2026-12-31";
    }

    @Override
    public List<@Nullable String> order() {
        return Arrays.asList(where, fingerprint, site, frame, route, kind);
    }

    private boolean fits(Cause cause) {
        if (fingerprint == null && site == null) {
            return true;
        }
        Site at = cause.finding().site();
        boolean bySite = fingerprint == null || !cause.pathKnown();
        return cause.finding().fingerprint().equals(fingerprint)
                || (bySite && site != null && at != null && site.equals(at.fingerprint()));
    }

    private boolean frameMatches(Cause cause) {
        Glob glob = new Glob(String.valueOf(frame), '.');
        Site at = cause.finding().site();
        return (at != null && glob.matches(at.className() + "." + at.method()))
                || cause.evidence().stacks().stream()
                        .map(Evidence.Stack::frames)
                        .flatMap(List::stream)
                        .anyMatch(text -> glob.matches(text.replaceFirst("\\(.*", "")));
    }

    private static boolean date(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            // What it is instead is said by the caller, with the entry's number.
            return false;
        }
    }
}
