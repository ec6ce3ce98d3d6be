package dev.connleak.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connleak.cli.attach.AgentVersionException;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.AttachException;
import dev.connleak.cli.attach.Feed;
import dev.connleak.cli.attach.LiveChannel;
import dev.connleak.cli.attach.NoAnswerException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Follows a feed on a thread of its own, so that neither a slow JVM nor a large report makes a key wait. Only the latest
 * news is kept.
 *
 * <p>An agent forgets who has not taken its report for ten seconds, for instance because this process was stopped; then
 * it is asked anew, ever more rarely while it is silent, because each time costs the JVM something that it keeps.
 */
final class Source implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(8);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(15);

    private final LiveChannel channel;
    private final long pid;
    private final Duration timeout;
    private final AtomicReference<@Nullable News> latest = new AtomicReference<>();
    private final Thread thread = new Thread(this::follow, "connleak-watch");
    private Feed feed;
    private volatile boolean closed;

    /** @param feed whose first answer has been taken */
    Source(LiveChannel channel, long pid, Duration timeout, Feed feed) {
        this.channel = channel;
        this.pid = pid;
        this.timeout = timeout;
        this.feed = feed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What happened since the last call; null if nothing did. */
    @Nullable
    News take() {
        return latest.getAndSet(null);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void follow() {
        long heard = System.nanoTime();
        long patience = ASK_AGAIN_AFTER.toNanos();
        try {
            while (!closed) {
                Answer answer = feed.next();
                long silent = System.nanoTime() - heard;
                if (answer != null && !answer.ok()) {
                    latest.set(new News.Over(String.join(" ", answer.message())));
                    return;
                } else if (answer != null && answer.report() != null) {
                    heard = System.nanoTime();
                    patience = ASK_AGAIN_AFTER.toNanos();
                    tell(answer.report());
                } else if (!feed.alive()) {
                    latest.set(new News.Over("process " + pid + " has ended"));
                    return;
                } else if (silent > patience) {
                    patience = silent * 2;
                    askAgain();
                } else if (silent > WORTH_TELLING.toNanos()) {
                    latest.set(new News.Silence(Duration.ofNanos(silent).toSeconds()));
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            // The view is closed.
            return;
        } catch (AttachException | AgentVersionException e) {
            latest.set(new News.Over(String.valueOf(e.getMessage())));
        } finally {
            feed.close();
        }
    }

    private void tell(JsonNode report) {
        latest.set(new News.Seen(LookReader.read(report), report));
    }

    private void askAgain() {
        try {
            Feed another = channel.watch(pid, timeout);
            feed.close();
            feed = another;
        } catch (NoAnswerException e) {
            // As silent as before; the next time is twice as far away.
            latest.set(new News.Silence(timeout.toSeconds()));
        }
    }
}
