package dev.connleak.it.target.raw;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that lives as long as the program, and the daemon thread that speaks on it. */
abstract class Protocol {
    private final AtomicInteger beats = new AtomicInteger();

    /** Connects, greets, and goes on until the other side closes; runs on the connection's own thread from then on. */
    abstract void speak(int port) throws IOException;

    final void start(int port) {
        Thread thread = new Thread(() -> run(port), getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    /** How many messages have come. */
    final int beats() {
        return beats.get();
    }

    final void beat() {
        beats.incrementAndGet();
    }

    private void run(int port) {
        try {
            speak(port);
        } catch (IOException e) {
            throw new IllegalStateException(getClass().getSimpleName() + " after " + beats + " messages", e);
        }
    }
}
