package dev.connleak.cli.watch;

import dev.connleak.cli.page.Words;
import dev.connleak.cli.watch.Line.Tone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a look into the lines of a screen: what is wrong first, then the pools, the causes and the connections in use. Each
 * list gives way before the screen is full, and says in its heading how many rows there are in all.
 */
final class Screen {

    /** Below this even the headings make no sense. */
    static final int MIN_HEIGHT = 8;

    /** Where blank lines between the lists are worth a row. */
    private static final int ROOMY = 20;

    /** A span of time and the blank before it. */
    private static final int AGE = 8;

    private static final String KEYS = "q quit  ? help  tab list  enter detail  s sort  / filter  d dump  p pause";
    private static final String FEW_KEYS = "q quit  ? help  enter detail  s sort  / filter";

    private final Look look;
    private final Map<String, Long> before = new HashMap<>();
    private final int width;

    /** @param first the look that this view began with: what was not in it is new */
    Screen(Look look, Look first, int width) {
        this.look = look;
        this.width = width;
        first.causes().forEach(cause -> before.put(cause.fingerprint(), cause.count()));
    }

    /** The screen, line by line; neither wider nor higher than the window, unless that is hardly there at all. */
    List<Line> lines(Wish wish, int height, @Nullable String trouble) {
        List<Line> lines = new ArrayList<>();
        lines.add(title(wish));
        lines.add(headline(trouble));
        int room = Math.max(MIN_HEIGHT, height) - lines.size() - 1;
        Choice choice = Choice.of(look, wish);
        lines.addAll(
                switch (wish.page()) {
                    case OVERVIEW -> overview(choice, room);
                    case DETAIL -> new Detail(choice, width).lines();
                    case HELP -> Help.lines();
                });
        int last = Math.max(MIN_HEIGHT, height) - 1;
        while (lines.size() < last) {
            lines.add(Line.BLANK);
        }
        List<Line> shown = new ArrayList<>(lines.subList(0, last));
        shown.add(footer(wish));
        return shown.stream().map(line -> line.clipped(width)).toList();
    }

    /** All of it, for a page of paper: no cursor, no keys, no end but that of the rows. */
    List<Line> page() {
        List<Line> lines = new ArrayList<>(List.of(title(Wish.AT_FIRST), headline(null)));
        Choice choice = Choice.of(look, Wish.AT_FIRST);
        lines.add(Line.BLANK);
        lines.addAll(pools(choice, choice.pools().size()));
        lines.add(Line.BLANK);
        lines.addAll(causes(choice, choice.causes().size(), -1));
        lines.add(Line.BLANK);
        lines.addAll(leases(choice, choice.leases().size(), -1, true));
        return lines;
    }

    private Line title(Wish wish) {
        boolean narrow = width < 70;
        String right = (wish.paused() ? "PAUSED  " : "")
                + (narrow ? "" : Words.age(look.watchedMillis()) + " watched  ")
                + time();
        String left = (narrow ? "" : "connleak watch  ") + look.pid() + " " + look.main() + " on " + look.host();
        int room = width - right.length() - 1;
        return room < 20
                ? Line.of(Line.cut(left, width), Tone.STRONG)
                : new Line().left(left, room, Tone.STRONG).add(" " + right, wish.paused() ? Tone.NEW : Tone.FAINT);
    }

    private String time() {
        int t = look.at().indexOf('T');
        return t < 0 || look.at().length() < t + 9 ? "" : look.at().substring(t + 1, t + 9) + "Z";
    }

    /** The one sentence to read if there is time for one only. */
    private Line headline(@Nullable String trouble) {
        if (trouble != null) {
            return Line.of(Line.cut(trouble, width), Tone.ALARM);
        }
        if (!look.active()) {
            return Line.of(
                    Line.cut(
                            "The agent is " + look.state() + (look.reason() == null ? "" : ": " + look.reason()),
                            width),
                    Tone.ALARM);
        }
        List<Look.Cause> leaks = look.causes().stream().filter(Look.Cause::leak).toList();
        String blind = look.blind().isEmpty() ? "" : "  No verdict for " + String.join(", ", look.blind()) + ".";
        if (leaks.isEmpty()) {
            return Line.of(
                    Line.cut(
                            "No leak so far: " + Words.count(look.exchanges(), "exchange") + ", "
                                    + Words.count(look.connectionsOpen(), "open connection") + "." + blind,
                            width),
                    blind.isEmpty() ? Tone.PLAIN : Tone.NEW);
        }
        long held = leaks.stream().mapToLong(Look.Cause::held).sum();
        long oldest = leaks.stream().mapToLong(Look.Cause::oldestMillis).max().orElse(0);
        long grown = leaks.stream().mapToLong(this::grown).sum();
        return Line.of(
                Line.cut(
                        Words.count(leaks.size(), "leak") + ": " + Words.count(held, "connection") + " held, oldest "
                                + Age.of(oldest) + (grown > 0 ? ", " + grown + " more since this view began." : ".")
                                + blind,
                        width),
                Tone.ALARM);
    }

    private List<Line> overview(Choice choice, int height) {
        boolean roomy = height >= ROOMY;
        int rows = height - 3 - (roomy ? 4 : 0);
        int causes = Math.min(Math.max(1, choice.causes().size()), Math.max(1, rows * 2 / 5));
        int pools = Math.min(Math.max(1, choice.pools().size()), Math.max(1, rows / 5));
        int leases = Math.max(0, rows - causes - pools);
        boolean inCauses = choice.wish().focus() == Wish.Focus.CAUSES;
        List<Line> lines = new ArrayList<>();
        gap(lines, roomy);
        lines.addAll(pools(choice, pools));
        gap(lines, roomy);
        lines.addAll(causes(choice, causes, inCauses ? choice.cursor() : -1));
        gap(lines, roomy);
        if (leases > 0) {
            lines.addAll(leases(choice, leases, inCauses ? -1 : choice.cursor(), roomy));
        }
        return lines;
    }

    private static void gap(List<Line> lines, boolean roomy) {
        if (roomy) {
            lines.add(Line.BLANK);
        }
    }

    private List<Line> pools(Choice choice, int rows) {
        List<Line> lines = new ArrayList<>();
        int name = Math.max(10, width - 3 * 8 - 9);
        lines.add(new Line()
                .left(heading("Pools", choice.pools().size(), rows), name, Tone.STRONG)
                .right("in use", 8, Tone.FAINT)
                .right("limit", 8, Tone.FAINT)
                .right("idle", 8, Tone.FAINT)
                .right("waiting", 9, Tone.FAINT));
        if (choice.pools().isEmpty()) {
            lines.add(Line.of("  none", Tone.FAINT));
        }
        choice.pools().stream()
                .limit(rows)
                .forEach(pool -> lines.add(new Line()
                        .left("  " + pool.route() + "  " + pool.client(), name, Tone.PLAIN)
                        .right(Long.toString(pool.inUse()), 8, pool.full() ? Tone.ALARM : Tone.PLAIN)
                        .right(pool.limit() == null ? "-" : pool.limit().toString(), 8, Tone.PLAIN)
                        .right(Long.toString(pool.idle()), 8, Tone.PLAIN)
                        .right(pool.waiting() + (pool.full() ? "!" : ""), 9, pool.full() ? Tone.ALARM : Tone.PLAIN)));
        return lines;
    }

    private List<Line> causes(Choice choice, int rows, int cursor) {
        List<Line> lines = new ArrayList<>();
        int kind = width < 70 ? 12 : 24;
        int rest = Math.max(10, width - 4 - 8 - 8 - kind);
        lines.add(new Line()
                .left(heading("Causes", choice.causes().size(), rows), 4 + kind, Tone.STRONG)
                .right("open", 8, Tone.FAINT)
                .right("more", 8, Tone.FAINT)
                .left("  line", rest, Tone.FAINT));
        if (choice.causes().isEmpty()) {
            lines.add(Line.of("  none", Tone.FAINT));
        }
        int from = from(cursor, rows, choice.causes().size());
        for (int i = from; i < Math.min(choice.causes().size(), from + rows); i++) {
            Look.Cause cause = choice.causes().get(i);
            long grown = grown(cause);
            boolean fresh = !before.containsKey(cause.fingerprint());
            Line line = new Line()
                    .left(fresh ? "new" : "", 4, Tone.NEW)
                    .left(cause.grade() + " " + cause.kind(), kind, cause.leak() ? Tone.ALARM : Tone.FAINT)
                    .right(Long.toString(cause.openNow()), 8, Tone.PLAIN)
                    .right(grown > 0 ? "+" + grown : "", 8, Tone.NEW)
                    .left("  " + cause.line() + "  " + cause.route(), rest, Tone.PLAIN);
            lines.add(i == cursor ? line.in(Tone.CHOSEN) : line);
        }
        return lines;
    }

    private List<Line> leases(Choice choice, int rows, int cursor, boolean labelled) {
        List<Line> lines = new ArrayList<>();
        int tcp = 12;
        int line = Math.max(10, (width - 2 * AGE - tcp) * 62 / 100);
        int request = Math.max(0, width - 2 * AGE - tcp - line);
        long all = choice.leases().size() == look.leases().size()
                ? look.leasesInAll()
                : choice.leases().size();
        lines.add(Line.of(
                Line.cut(heading("In use", all, rows) + ", " + choice.wish().order().words, width), Tone.STRONG));
        if (choice.leases().isEmpty()) {
            lines.add(Line.of("  none", Tone.FAINT));
            return lines;
        }
        if (labelled) {
            lines.add(new Line()
                    .right("for", AGE, Tone.FAINT)
                    .right("unread", AGE, Tone.FAINT)
                    .left("  line", line, Tone.FAINT)
                    .left(" request", request, Tone.FAINT)
                    .left(" TCP", tcp, Tone.FAINT));
        }
        int from = from(cursor, rows, choice.leases().size());
        for (int i = from; i < Math.min(choice.leases().size(), from + rows); i++) {
            Look.Lease lease = choice.leases().get(i);
            String quiet = lease.quietMillis() == null ? "?" : Age.of(lease.quietMillis());
            Line row = new Line()
                    .right(Age.of(lease.ageMillis()), AGE, Tone.PLAIN)
                    .right(quiet, AGE, Tone.FAINT)
                    .left("  " + lease.line(), line, lease.cause() == null ? Tone.PLAIN : Tone.ALARM)
                    .left(" " + lease.request(), request, Tone.PLAIN)
                    .left(" " + lease.tcp(), tcp, alarming(lease.tcp()));
            lines.add(i == cursor ? row.in(Tone.CHOSEN) : row);
        }
        return lines;
    }

    private Line footer(Wish wish) {
        if (wish.typing()) {
            return Line.of(
                    Line.cut("filter: " + wish.filter() + "_   (enter keeps it, esc drops it)", width), Tone.STRONG);
        }
        if (wish.notice() != null) {
            return Line.of(Line.cut(wish.notice(), width), Tone.STRONG);
        }
        if (wish.page() != Wish.Page.OVERVIEW) {
            return Line.of(Line.cut("esc back", width), Tone.FAINT);
        }
        String keys = width < KEYS.length() ? FEW_KEYS : KEYS;
        return wish.filter().isEmpty()
                ? Line.of(Line.cut(keys, width), Tone.FAINT)
                : Line.of(Line.cut("filter: " + wish.filter() + "  (esc drops it)   " + keys, width), Tone.NEW);
    }

    /** How much a cause has grown since this view began; a new one has grown by all of it. */
    private long grown(Look.Cause cause) {
        return Math.max(0, cause.count() - before.getOrDefault(cause.fingerprint(), 0L));
    }

    private static Tone alarming(String tcp) {
        return tcp.equals("CLOSE_WAIT") ? Tone.ALARM : Tone.FAINT;
    }

    /** The first row to show, so that the cursor is among them. */
    private static int from(int cursor, int rows, int size) {
        return cursor < rows ? 0 : Math.min(cursor - rows + 1, Math.max(0, size - rows));
    }

    private static String heading(String name, long all, int rows) {
        return all == 0
                ? name
                : all > rows
                        ? String.format(Locale.ROOT, "%s (%,d of %,d)", name, rows, all)
                        : String.format(Locale.ROOT, "%s (%,d)", name, all);
    }
}
