package dev.connleak.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The only class that woven code calls. In the agent's jar it is {@code java.lang.ConnleakBridge}: a class loader may
 * hide every package but {@code java.*}, and code in {@code java.base} can name nothing else.
 *
 * <p>It is one class on purpose. The static methods are what woven code links to; the instance side is what the agent
 * extends, so that a hook's number needs no box and no second class has to be visible.
 *
 * <p>Dangers: (a) an exception that leaves this class would surface in the application, hence the one
 * {@code catch (Throwable)}; (b) {@link #sink} set to null is the kill switch, after which woven code costs one volatile
 * read; (c) {@code Thread.stop} (8 to 19) may strike inside an event: that one throwable is the application's own.
 */
public abstract class ConnleakBridge {
    /** Receives the events; null before the agent is ready and after it was switched off. */
    public static volatile @Nullable ConnleakBridge sink;

    /** So many errors that cannot even be counted by the agent end it: something is wrong for good. */
    private static final int MOST_UNCOUNTED = 10;

    /** Plain, for counting must call nothing: a race loses one now and then, which only puts the end off. */
    private static int uncounted;

    /**
     * Receives one event on the thread on which it happened.
     *
     * @param hook the number that was woven in
     * @param subject what the event is about
     * @param a the hook's second value
     * @param b the hook's third value
     * @param thrown why the method was left, if by an exception
     * @throws Throwable which never leaves the bridge
     */
    protected abstract void on(
            int hook, @Nullable Object subject, @Nullable Object a, @Nullable Object b, @Nullable Throwable thrown)
            throws Throwable;

    /** Takes note of an error of the agent's own. */
    protected abstract void failed(Throwable error);

    /** Called by woven code at entry to, return from or exceptional exit from a hooked method. */
    public static void event(
            int hook, @Nullable Object subject, @Nullable Object a, @Nullable Object b, @Nullable Throwable thrown) {
        ConnleakBridge to = sink;
        if (to != null) {
            try {
                to.on(hook, subject, a, b, thrown);
            } catch (Throwable error) {
                boolean theirs = false;
                try {
                    theirs = isOfTheApplication(error);
                    if (!theirs) {
                        to.failed(error);
                    }
                } catch (Throwable again) {
                    // Out of stack or memory: counting the error failed as well, and the application must not notice.
                    uncounted++;
                    if (uncounted >= MOST_UNCOUNTED) {
                        sink = null;
                    }
                }
                if (theirs) {
                    throw (Error) error;
                }
            }
        }
    }

    /** Called by woven code when a hooked read returns: an event only where the read met end of file. */
    public static void ended(int read, int hook, @Nullable Object subject) {
        if (read < 0) {
            event(hook, subject, null, null, null);
        }
    }

    /** Errors that the agent could not count itself, at least. */
    public static int uncounted() {
        return uncounted;
    }

    /** By name: the class is deprecated for removal. */
    private static boolean isOfTheApplication(Throwable error) {
        return error.getClass().getName().equals("java.lang.ThreadDeath");
    }
}
