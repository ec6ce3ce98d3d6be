package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Evidence;
import dev.connleak.cli.merge.Share;
import dev.connleak.cli.report.Cell;
import dev.connleak.cli.report.Finding;
import dev.connleak.cli.report.Known;
import dev.connleak.cli.report.Owner;
import dev.connleak.cli.report.Site;
import dev.connleak.cli.report.ThreadInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** One cause: where, how bad, what to do, and then what it rests on. */
public final class FindingBlock {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]*");
    private static final int HOLDERS = 3;
    private static final int FRAMES = 8;
    private static final int JVMS = 4;

    private final Page page;

    public FindingBlock(Page page) {
        this.page = page;
    }

    /** Prints a cause; its label is the number on the page, or the word FAIL. */
    public void print(String label, Cause cause) {
        Finding finding = cause.finding();
        page.text(0, label + " " + headline(finding), colours(finding));
        page.text(3, site(finding.site()), Style.bold);
        page.text(3, extent(finding));
        if (finding.summary() != null && cause.shares().size() == 1) {
            page.text(3, finding.summary());
        }
        page.blank();
        field("to do", finding.advice());
        field("kernel", kernel(cause));
        field("client", finding.client());
        field("route", finding.route());
        field("cell", cell(finding.cell(), finding.outcome()));
        field("oldest", oldest(finding));
        field("by kind", byKind(finding.byKind()));
        field("also", late(finding));
        field("because", String.join("; ", finding.reasons()));
        field("code of", owner(finding.owner()));
        field("known", known(finding.known()));
        field("through", String.join(", ", finding.through()));
        holders(cause.evidence());
        stack(cause);
        field("in", jvms(cause));
        field("id", finding.fingerprint());
        field("accept", accept(finding.fingerprint()));
    }

    static String headline(Finding finding) {
        return finding.severity().toUpperCase(Locale.ROOT) + ", " + finding.grade() + ": " + finding.kind()
                + (finding.markedIgnored() ? " (ignored by the agent's option ignore=)" : "");
    }

    private static IStyle[] colours(Finding finding) {
        if (finding.markedIgnored()) {
            return new IStyle[] {Style.faint};
        }
        return new IStyle[] {Style.bold, finding.waste() ? Style.fg_yellow : Style.fg_red};
    }

    public static String site(@Nullable Site site) {
        if (site == null || site.className() == null) {
            return "(no application code on the stack)";
        }
        String place = site.file() == null ? "Unknown Source" : site.file();
        return site.className() + "." + Words.orUnknown(site.method()) + "(" + place
                + (site.line() == null ? "" : ":" + site.line()) + ")";
    }

    /** A line for the shell; none where the id is not one that a shell leaves as it is. */
    private static String accept(String fingerprint) {
        return PLAIN.matcher(fingerprint).matches() ? "connleak suppress " + fingerprint + " --reason \"why\"" : "";
    }

    /** Class and method without the package: for a narrow column. */
    static String shortSite(@Nullable Site site) {
        if (site == null || site.className() == null) {
            return "unknown";
        }
        return site.className().substring(site.className().lastIndexOf('.') + 1) + "." + Words.orUnknown(site.method());
    }

    /** Where it is worst, of several JVMs. */
    private static String jvms(Cause cause) {
        if (cause.shares().size() == 1) {
            return "";
        }
        List<Share> shares = new ArrayList<>(cause.shares());
        shares.sort(Comparator.comparingLong((Share share) -> share.count() == null ? 0 : -share.count()));
        String worst = shares.stream()
                .limit(JVMS)
                .map(share -> share.source().jvmName() + " " + Words.number(share.count()))
                .collect(Collectors.joining(", "));
        int more = shares.size() - JVMS;
        return Words.count(shares.size(), "JVM") + ": " + worst + (more > 0 ? ", and " + more + " more" : "");
    }

    /** {@code 20 bodies of 57 exchanges at this line, 20 open now, 20 connections held}. */
    public static String extent(Finding finding) {
        List<String> parts = new ArrayList<>();
        if (finding.count() != null) {
            Long ofSite = finding.siteExchanges();
            String noun = noun(finding.kind());
            String all = ofSite != null && noun.equals("exchange")
                    ? Words.number(finding.count())
                    : Words.count(finding.count(), noun);
            parts.add(ofSite == null ? all : all + " of " + Words.count(ofSite, "exchange") + " at this line");
        }
        if (finding.openNow() != null) {
            parts.add(Words.number(finding.openNow()) + " open now");
        }
        if (finding.connectionsHeld() != null) {
            parts.add(Words.count(finding.connectionsHeld(), "connection") + " held");
        }
        return String.join(", ", parts);
    }

    private static String noun(String kind) {
        return switch (kind) {
            case "body-abandoned", "body-held", "body-read-not-released", "body-closed-not-released", "close-blocked" ->
                "body";
            case "request-not-finished", "closed-early", "exchange-cancelled" -> "exchange";
            case "lease-held" -> "lease";
            case "pool-exhausted" -> "held connection";
            case "client-per-request" -> "pool";
            case "loop-thread-orphaned" -> "thread";
            case "close-wait-idle", "idle-limit" -> "connection";
            default -> "occurrence";
        };
    }

    private static String kernel(Cause cause) {
        Map<String, Integer> states = cause.evidence().tcpStates();
        if (states.isEmpty()) {
            return "";
        }
        String text = states.entrySet().stream()
                .map(state -> state.getValue() + " × " + state.getKey())
                .collect(Collectors.joining(", "));
        int seen = states.values().stream().mapToInt(Integer::intValue).sum();
        Long held = cause.finding().connectionsHeld();
        return held != null && held > seen ? text + " (" + seen + " of " + held + " looked up)" : text;
    }

    /** The cell in words; what the agent could not tell is left out. */
    static String cell(@Nullable Cell cell, @Nullable String outcome) {
        List<String> parts = new ArrayList<>();
        if (cell != null) {
            if (cell.keepAlive() != null) {
                parts.add("keep-alive " + cell.keepAlive());
            }
            if (cell.readToEof() != null) {
                parts.add(cell.readToEof() ? "read to end" : "not read to end");
            }
            if (cell.closed() != null) {
                parts.add(cell.closed() ? "closed" : "not closed");
            }
        }
        String text = String.join(" · ", parts);
        return outcome == null ? text : text + " → " + outcome;
    }

    private static String oldest(Finding finding) {
        String age = finding.oldestMillis() == null ? "" : Words.age(finding.oldestMillis());
        if (finding.firstSeenAt() == null) {
            return age;
        }
        return age + (age.isEmpty() ? "first seen " : ", first seen ") + Words.time(finding.firstSeenAt());
    }

    private static String byKind(Map<String, Long> byKind) {
        if (byKind.size() < 2) {
            return "";
        }
        return byKind.entrySet().stream()
                .map(kind -> Words.number(kind.getValue()) + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String late(Finding finding) {
        List<String> parts = new ArrayList<>();
        if (finding.returnedLate() != null && finding.returnedLate() > 0) {
            parts.add(Words.number(finding.returnedLate()) + " came back late");
        }
        if (finding.rescued() != null && finding.rescued() > 0) {
            parts.add(Words.number(finding.rescued()) + " rescued by a finalizer, a cleaner or the pool's clean-up");
        }
        return String.join(", ", parts);
    }

    private static String owner(@Nullable Owner owner) {
        if (owner == null || owner.type() == null || owner.type().equals("application")) {
            return "";
        }
        return "the " + owner.type() + " " + Words.orUnknown(owner.name())
                + (owner.version() == null ? "" : " " + owner.version());
    }

    private static String known(@Nullable Known known) {
        if (known == null || known.id() == null) {
            return "";
        }
        return known.id()
                + (known.fixedIn() == null ? "" : ", fixed in " + known.fixedIn())
                + (known.link() == null ? "" : ", " + known.link());
    }

    private void holders(Evidence evidence) {
        String name = "held by";
        for (Evidence.Holder holder : evidence.holders().stream().limit(HOLDERS).toList()) {
            ThreadInfo thread = holder.thread();
            List<String> frames = holder.frames();
            page.field(
                    name,
                    "thread " + Words.orUnknown(thread == null ? null : thread.name())
                            + (frames.isEmpty() ? "" : ", now in " + frames.get(0)));
            name = "";
        }
        int more = evidence.holders().size() - HOLDERS;
        if (more > 0) {
            page.field("", "and " + Words.count(more, "more holder"));
        }
    }

    private void stack(Cause cause) {
        List<Evidence.Stack> stacks = cause.evidence().stacks();
        if (stacks.isEmpty()) {
            return;
        }
        List<String> all = stacks.get(0).frames();
        List<String> frames = ApplicationFrames.of(all, cause.finding().site());
        String name = "stack";
        for (String frame : frames.stream().limit(FRAMES).toList()) {
            page.field(name, frame);
            name = "";
        }
        int hidden = all.size() - Math.min(FRAMES, frames.size());
        if (hidden > 0) {
            page.field(name, "(" + Words.count(hidden, "other frame") + " in the JSON)");
        }
        if (stacks.size() > 1) {
            page.field("", "(" + Words.count(stacks.size() - 1L, "other stack") + " in the JSON)");
        }
    }

    private void field(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            page.field(name, value);
        }
    }
}
