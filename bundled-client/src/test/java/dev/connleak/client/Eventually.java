package dev.connleak.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to do, and fails when it does not. */
final class Eventually {

    private Eventually() {}

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + SECONDS.toNanos(5);
        while (!condition.call()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("not within 5 s: " + what);
            }
            LockSupport.parkNanos(MILLISECONDS.toNanos(2));
        }
    }
}
