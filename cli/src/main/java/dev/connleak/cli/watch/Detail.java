package dev.connleak.cli.watch;

import dev.connleak.cli.page.Words;
import dev.connleak.cli.watch.Line.Tone;
import java.util.ArrayList;
import java.util.List;

/** The page of one row: what it is, what to change, and the stack that it comes from. */
final class Detail {

    private final Choice choice;
    private final int width;

    Detail(Choice choice, int width) {
        this.choice = choice;
        this.width = width;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.BLANK);
        Look.Lease lease = choice.lease();
        Look.Cause cause = choice.cause();
        if (lease != null) {
            lease(lines, lease);
        }
        if (cause != null) {
            cause(lines, cause);
        } else if (lease == null) {
            text(lines, "It is gone: nothing of it is left to see.", Tone.PLAIN);
        }
        List<String> frames = lease != null ? lease.frames() : cause != null ? cause.frames() : List.of();
        if (!frames.isEmpty()) {
            lines.add(Line.BLANK);
            lines.add(Line.of("Where the request was made", Tone.STRONG));
            frames.forEach(frame -> lines.add(Line.of(Line.cut("  " + frame, width), Tone.PLAIN)));
        }
        return lines;
    }

    private void lease(List<Line> lines, Look.Lease lease) {
        lines.add(Line.of(Line.cut(lease.request(), width), Tone.STRONG));
        text(
                lines,
                "Connection " + lease.connection() + " to " + lease.route() + ", in use for "
                        + Words.age(lease.ageMillis()) + ", TCP " + lease.tcp() + ", begun by thread " + lease.thread()
                        + ".",
                Tone.PLAIN);
        text(
                lines,
                "Body " + lease.body() + ", read " + (lease.read() == null ? "?" : lease.read()) + " of "
                        + (lease.length() == null ? "?" : lease.length()) + " bytes, last progress "
                        + (lease.quietMillis() == null ? "unknown" : Words.age(lease.quietMillis()) + " ago") + ".",
                Tone.PLAIN);
        lines.add(Line.BLANK);
    }

    private void cause(List<Line> lines, Look.Cause cause) {
        lines.add(Line.of(Line.cut(cause.grade() + " " + cause.kind() + "  " + cause.line(), width), Tone.ALARM));
        text(lines, cause.summary(), Tone.PLAIN);
        text(
                lines,
                cause.client() + ", " + cause.route() + ": " + cause.count() + " in all, " + cause.openNow() + " open, "
                        + cause.held() + " connections held, the oldest for " + Words.age(cause.oldestMillis()) + ".",
                Tone.PLAIN);
        if (cause.ignored()) {
            text(lines, "Marked as ignored by the option ignore=.", Tone.FAINT);
        }
        text(lines, cause.advice(), Tone.STRONG);
        lines.add(Line.of(Line.cut(cause.fingerprint(), width), Tone.FAINT));
    }

    private void text(List<Line> lines, String text, Tone tone) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(Line.of(line.toString(), tone));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(Line.cut(word, width));
        }
        lines.add(Line.of(line.toString(), tone));
    }
}
