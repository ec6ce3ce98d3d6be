package dev.connleak.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/** Threads of a transport whose dials are held back, connected but not yet told of, until a test lets them go on. */
final class GatedDials implements ThreadFactory {

    private final Semaphore permits = new Semaphore(0);

    @Override
    public Thread newThread(Runnable body) {
        // A dial makes the threads of the loops when it has its socket.
        if (Thread.currentThread().getName().startsWith("connleak-client dial") && body.getClass() != Dial.class) {
            pass();
        }
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }

    /** Let dials go on, each of which makes two threads. */
    void open(int dials) {
        permits.release(2 * dials);
    }

    private void pass() {
        permits.acquireUninterruptibly();
    }
}
