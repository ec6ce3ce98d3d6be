package dev.connleak.client;

import java.util.concurrent.ThreadFactory;

/**
 * Where the threads of the transport come from: virtual ones where the JVM has them (21 and later), daemons elsewhere.
 * The only class that looks for anything newer than Java 8.
 */
final class LoopThreads {

    private LoopThreads() {}

    /** The factory for this JVM. */
    static ThreadFactory best() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            // Before 19 there is no such method; 19 and 20 refuse it unless previews are on.
            return body -> {
                Thread thread = new Thread(body);
                thread.setDaemon(true);
                return thread;
            };
        }
    }

    /**
     * Make a thread with a name.
     *
     * @throws IllegalStateException if the factory refuses
     */
    static Thread named(ThreadFactory threads, String name, Runnable body) {
        Thread thread = threads.newThread(body);
        if (thread == null) {
            throw new IllegalStateException("the thread factory made no thread for " + name);
        }
        thread.setName("connleak-client " + name);
        return thread;
    }
}
