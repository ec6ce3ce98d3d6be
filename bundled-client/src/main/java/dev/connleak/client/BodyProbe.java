package dev.connleak.client;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the first byte of a body on a thread of its own, so that the writer need not wait for it.
 *
 * <p>A GET with a stream of unknown length has no body if the stream is empty, and only reading tells. A stream that
 * blocks must not hold back the head for ever. Go semantics, 6.3.
 */
final class BodyProbe {

    /** How long the head waits for the first byte (Go). */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final OutgoingBody body;
    private final FutureTask<Integer> first;

    private BodyProbe(OutgoingBody body) {
        this.body = body;
        first = new FutureTask<>(body.stream()::read);
    }

    static BodyProbe start(OutgoingBody body, ThreadFactory threads, Route route) throws IOException {
        BodyProbe probe = new BodyProbe(body);
        try {
            LoopThreads.named(threads, "probe " + route, probe.first).start();
        } catch (RuntimeException | OutOfMemoryError e) {
            throw body.failed("no thread to read the request body with", e);
        }
        return probe;
    }

    /** Wait for a while; whether the body is known to be empty. */
    boolean foundEmpty(long atMostNanos) throws IOException {
        try {
            return first(atMostNanos) < 0;
        } catch (TimeoutException e) {
            // Not known yet: the body is sent as if there were one, which is right either way.
            return false;
        }
    }

    /** Wait for the first byte, −1 at the end. */
    int first() throws IOException {
        try {
            return first(Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new IllegalStateException("292 years have passed", e);
        }
    }

    private int first(long atMostNanos) throws IOException, TimeoutException {
        long until = System.nanoTime() + atMostNanos;
        while (true) {
            try {
                return atMostNanos == Long.MAX_VALUE
                        ? first.get()
                        : first.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw body.failed("reading the request body failed", cause == null ? e : cause);
            } catch (InterruptedException e) {
                // A foreign thread factory may interrupt its threads; a loop is nobody's to interrupt.
                continue;
            }
        }
    }
}
