package dev.connleak.cli.page;

import dev.connleak.cli.merge.Cause;
import dev.connleak.cli.merge.Evidence;
import dev.connleak.cli.merge.Merged;
import dev.connleak.cli.merge.Share;
import dev.connleak.cli.merge.Timeline;
import dev.connleak.cli.report.Connection;
import dev.connleak.cli.report.Exchange;
import dev.connleak.cli.report.ThreadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** One cause in depth: every stack, who holds it, occurrences, its part in each JVM, and how it went. */
public final class CausePage {

    private static final int LINES = 24;
    private static final int BAR = 40;
    private static final int[] JVM_WIDTHS = {34, 12, 10, 10, 12};

    private final Page page;

    public CausePage(Page page) {
        this.page = page;
    }

    public void print(Merged merged, Cause cause) {
        new FindingBlock(page).print("CAUSE", cause);
        stacks(cause.evidence());
        threads(cause.evidence());
        instances(cause.evidence());
        jvms(cause);
        timeline(merged.timeline().open(List.of(cause.finding().fingerprint())));
    }

    private void stacks(Evidence evidence) {
        for (Evidence.Stack stack : evidence.stacks()) {
            heading("Stack, taken " + Words.count(stack.count(), "time"));
            frames(stack.frames());
        }
        if (!evidence.submitter().isEmpty()) {
            heading("Submitted at");
            frames(evidence.submitter());
        }
    }

    private void threads(Evidence evidence) {
        for (Evidence.Holder holder : evidence.holders()) {
            heading("Held by thread " + name(holder.thread()));
            frames(holder.frames());
        }
        Evidence.Touch touch = evidence.lastTouch();
        if (touch != null) {
            heading("Last touched " + Words.time(touch.at()) + " by thread " + name(touch.thread()));
            frames(touch.frames());
        }
    }

    private void instances(Evidence evidence) {
        if (evidence.instances().isEmpty()) {
            return;
        }
        heading("Occurrences (a few of them)");
        for (Evidence.Instance instance : evidence.instances()) {
            page.text(3, occurrence(instance));
        }
    }

    private static String occurrence(Evidence.Instance instance) {
        List<String> parts = new ArrayList<>();
        parts.add(instance.id());
        Exchange exchange = instance.exchange();
        if (exchange != null) {
            parts.add(Words.orUnknown(exchange.method()) + " " + Words.orUnknown(exchange.url())
                    + (exchange.status() == null ? "" : " → " + exchange.status()));
            parts.add("since " + Words.time(exchange.startedAt()));
            if (exchange.body() != null) {
                parts.add("body " + Words.orUnknown(exchange.body().state()));
            }
            parts.add("thread " + name(instance.thread()));
        }
        Connection connection = instance.connection();
        if (connection != null) {
            parts.add(Words.orUnknown(connection.local()) + " to " + Words.orUnknown(connection.remote()) + " "
                    + Words.orUnknown(connection.tcpState()));
        }
        return String.join(", ", parts);
    }

    private void jvms(Cause cause) {
        heading("JVMs");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("jvm", "grade", "count", "open", "held"));
        for (Share share : cause.shares()) {
            rows.add(List.of(
                    share.source().jvmName(),
                    share.grade(),
                    Words.number(share.count()),
                    Words.number(share.openNow()),
                    Words.number(share.connectionsHeld())));
        }
        page.table(JVM_WIDTHS, rows);
    }

    private void timeline(List<Timeline.Open> line) {
        if (line.size() < 2) {
            return;
        }
        heading("Timeline, open at a time");
        long most = line.stream().mapToLong(Timeline.Open::open).max().orElse(0);
        int step = (line.size() + LINES - 1) / LINES;
        for (int i = (line.size() - 1) % step; i < line.size(); i += step) {
            Timeline.Open open = line.get(i);
            int bar = most == 0 ? 0 : (int) Math.ceil((double) open.open() * BAR / most);
            page.text(
                    3,
                    Words.time(Instant.ofEpochMilli(open.atMillis()).toString()) + " "
                            + (bar == 0 ? "" : "▪".repeat(bar) + " ") + Words.number(open.open()));
        }
    }

    private void heading(String text) {
        page.blank();
        page.text(0, text, Style.bold);
    }

    private void frames(List<String> frames) {
        frames.forEach(frame -> page.text(3, frame));
        if (frames.isEmpty()) {
            page.text(3, "(where it stands is not known)");
        }
    }

    private static String name(@Nullable ThreadInfo thread) {
        return Words.orUnknown(thread == null ? null : thread.name())
                + (thread == null || thread.state() == null ? "" : " (" + thread.state() + ")");
    }
}
