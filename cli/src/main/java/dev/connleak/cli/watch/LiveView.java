package dev.connleak.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.Feed;
import dev.connleak.cli.attach.LiveChannel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One agent, looked at for a while. Closing it lets the agent go and gives the terminal back. Used by one thread. */
public final class LiveView implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final Feed feed;
    private final Source source;
    private final Answer first;
    private final @Nullable LiveTerminal terminal;

    private LiveView(LiveChannel channel, long pid, Duration timeout, @Nullable LiveTerminal terminal) {
        this.terminal = terminal;
        feed = channel.watch(pid, timeout);
        Answer answer = feed.next();
        if (answer == null) {
            throw new IllegalStateException("a feed begins with an answer");
        }
        first = answer;
        source = new Source(channel, pid, timeout, feed);
    }

    /** Asks the agent; what it says first tells whether there is anything to see. */
    public static LiveView open(LiveChannel channel, long pid, Duration timeout) {
        return new LiveView(channel, pid, timeout, null);
    }

    /**
     * The same for a view on the terminal of this process, which is looked for first: an attach costs the JVM something.
     *
     * @throws NoTerminalException if there is none
     */
    public static LiveView onTerminal(LiveChannel channel, long pid, Duration timeout, boolean colored) {
        LiveTerminal terminal = LiveTerminal.open(colored);
        if (terminal == null) {
            throw new NoTerminalException();
        }
        try {
            return new LiveView(channel, pid, timeout, terminal);
        } catch (RuntimeException e) {
            terminal.close();
            throw e;
        }
    }

    public Answer first() {
        return first;
    }

    /**
     * A line of JSON for each look, until nobody reads them or there are no more.
     *
     * @return why there are no more; null if nobody reads them
     */
    public @Nullable String streamJson(PrintWriter out) {
        Glance.of(report()).json(out);
        source.start();
        while (!out.checkError()) {
            News news = source.take();
            if (news instanceof News.Over over) {
                return over.message();
            }
            if (news instanceof News.Seen seen) {
                Glance.of(seen.report()).json(out);
            } else {
                pause();
            }
        }
        return null;
    }

    /**
     * Takes the terminal over until the user leaves.
     *
     * @param dumps the directory that a dump is written to
     * @return why there is nothing more to see; null if the user left
     */
    public @Nullable String show(Path dumps) {
        if (terminal == null) {
            throw new IllegalStateException("a view without a terminal can't be shown");
        }
        terminal.takeOver();
        source.start();
        return new View(terminal, source, dumps, LookReader.read(report()), report()).run();
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.close();
        }
        source.close();
        feed.close();
    }

    private JsonNode report() {
        JsonNode report = first.report();
        if (report == null) {
            throw new IllegalStateException("an agent that is watched sends reports");
        }
        return report;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a command", e);
        }
    }
}
