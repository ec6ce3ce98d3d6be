package dev.connleak.cli.attach;

import java.time.Duration;

/** A way to look on while an agent works. */
public interface LiveChannel {

    /**
     * Asks the agent to be told each second.
     *
     * @param timeout for the first answer
     */
    Feed watch(long pid, Duration timeout);
}
