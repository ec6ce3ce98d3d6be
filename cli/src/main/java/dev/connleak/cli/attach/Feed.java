package dev.connleak.cli.attach;

import org.jspecify.annotations.Nullable;

/**
 * What an agent tells each second to whoever looks on, after one request. It goes on for as long as each answer is taken;
 * ten seconds after the last one was, the agent forgets us. Used by one thread.
 */
public interface Feed extends AutoCloseable {

    /** The answer that came since the last call, of which the first is there at once; null if there is none. */
    @Nullable
    Answer next();

    /** Whether the process is still there. */
    boolean alive();

    /** Leaves no file behind. */
    @Override
    void close();
}
