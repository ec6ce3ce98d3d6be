package dev.connleak.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a send of a {@link Client} must be over, with all its hops and its last body: by the client's timeout or by the
 * request's own deadline, whichever is first. Counted from the call, on the monotonic clock.
 */
final class SendDeadline {

    private final boolean limited;
    private final boolean byClient;
    private final long endNanos;

    SendDeadline(@Nullable Duration timeout, @Nullable Duration own) {
        limited = timeout != null || own != null;
        byClient = timeout != null && (own == null || timeout.compareTo(own) < 0);
        Duration first = byClient ? timeout : own;
        endNanos = System.nanoTime() + (first == null ? 0 : first.toNanos());
    }

    /** Whether it is the client's timeout that will be told. */
    boolean byClient() {
        return byClient;
    }

    /** The time that is left, below zero if it has passed; null for ever. */
    @Nullable
    Duration left() {
        return limited ? Duration.ofNanos(endNanos - System.nanoTime()) : null;
    }

    /**
     * What a failure is told as. Whatever fails after the client's timeout has passed failed because of it, but for what
     * the application itself has done.
     */
    IOException told(ClientTimeoutException.Phase phase, IOException failure) {
        boolean passed = byClient && endNanos - System.nanoTime() <= 0;
        return !passed || failure instanceof RequestCanceledException || failure instanceof ResponseBodyClosedException
                ? failure
                : new ClientTimeoutException(phase, failure);
    }
}
