package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The request's half of an exchange: on its way, written, or not. Guarded by the call's lock.
 *
 * <p>The writer loop settles it exactly once, whatever happens. Until then the writer may still use the request body,
 * so a call that fails waits for it: the application must not get its stream back while another thread reads it.
 */
final class Upload {

    private final Call call;
    private final ContinueGate gate;

    private boolean settled;
    private boolean awaited;
    private boolean complete;
    private boolean anythingSent;
    private long settledAtNanos;
    private @Nullable IOException bodyFailure;

    Upload(Call call) {
        this.call = call;
        gate = new ContinueGate(call);
    }

    Request request() {
        return call.request();
    }

    @Nullable
    Trace trace() {
        return call.trace();
    }

    ContinueGate gate() {
        return gate;
    }

    /** The whole request is on its way, or all of it that the server wants. */
    void written() {
        settle(true, true);
    }

    /** The request was not written, or not completely; says whether a part of it may have reached the server. */
    void notWritten(boolean anythingSent) {
        settle(false, anythingSent);
    }

    private void settle(boolean complete, boolean anythingSent) {
        call.lock();
        try {
            settled = true;
            this.complete = complete;
            this.anythingSent = anythingSent;
            settledAtNanos = System.nanoTime();
            if (awaited) {
                call.signal();
            }
        } finally {
            call.unlock();
        }
    }

    /** On the writer loop: the application's own failure, which wins over the network errors that it provokes. */
    void bodyFailed(IOException failure) {
        call.lock();
        try {
            bodyFailure = failure;
        } finally {
            call.unlock();
        }
    }

    /** What the application's body failed with, or null. */
    @Nullable
    IOException bodyFailure() {
        call.lock();
        try {
            return bodyFailure;
        } finally {
            call.unlock();
        }
    }

    /** Wait for the writer; whether the request was written completely within the time. */
    boolean awaitWritten(long atMostNanos) {
        long until = System.nanoTime() + atMostNanos;
        call.lock();
        try {
            awaited = true;
            for (long left = atMostNanos; !settled && left > 0; left = until - System.nanoTime()) {
                call.awaitInLoop(left);
            }
            return complete;
        } finally {
            call.unlock();
        }
    }

    /** Wait until the writer has let go of the request; whether a part of it may have reached the server. */
    boolean awaitSettled() {
        call.lock();
        try {
            awaited = true;
            while (!settled) {
                call.awaitChange();
            }
            return anythingSent;
        } finally {
            call.unlock();
        }
    }

    /** Whether the writer has let go of the request. The caller holds the lock. */
    boolean settled() {
        return settled;
    }

    /** What is left of a time that begins when the request is written. The caller holds the lock and waits on. */
    long nanosLeftOf(long timeoutNanos) {
        awaited = true;
        return settled ? settledAtNanos + timeoutNanos - System.nanoTime() : Long.MAX_VALUE;
    }
}
