package dev.connleak.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine;

/**
 * How far a long task is, on stderr: nothing in its first second, then one line that is written over on a terminal, and
 * elsewhere a line of its own each ten seconds, as a log wants it. Used by one thread.
 */
final class Progress implements AutoCloseable {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter err;
    private final String what;
    private final int all;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long nextNanos;
    private int done;
    private int width;

    Progress(PrintWriter err, String what, int all, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.what = what;
        this.all = all;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong() + QUIET_NANOS;
    }

    /** The line is written over where colours are on, too: picocli has found out what may be done to the terminal. */
    static Progress of(CommandLine commandLine, String what, int all) {
        boolean terminal = commandLine.getColorScheme().ansi().enabled();
        return new Progress(commandLine.getErr(), what, all, terminal, System::nanoTime);
    }

    /** One more is done. */
    void step() {
        done++;
        long now = nanoTime.getAsLong();
        if (now - nextNanos < 0 || done == all) {
            return;
        }
        nextNanos = now + (terminal ? TERMINAL_NANOS : LOG_NANOS);
        String text = String.format(Locale.ROOT, "connleak: %,d of %,d %s", done, all, what);
        if (terminal) {
            err.print("\r" + text);
            width = text.length();
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** Takes the line of a terminal away. */
    @Override
    public void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
