package dev.connleak.agent;

/** Waiting on a thread of the agent's own. */
final class Pause {
    private Pause() {}

    /**
     * Returns early where the thread is interrupted, and forgets that it was: an application that interrupts all threads of
     * its group, as some do when they end, means its own. Whoever waits for something looks again.
     */
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException soon) {
            // The flag is cleared; the loop around this has a deadline.
            return;
        }
    }
}
