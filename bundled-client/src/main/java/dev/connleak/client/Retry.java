package dev.connleak.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides whether a request whose attempt failed is sent again. Go semantics, 5.4.
 *
 * <p>It takes a connection that had been pooled: there the failure most likely means that the server had closed it
 * before the request came. There is no limit of attempts, because each uses up one such connection, and the last runs
 * on a new one.
 */
final class Retry {

    private static final Set<String> IDEMPOTENT = new HashSet<>(Arrays.asList("GET", "HEAD", "OPTIONS", "TRACE"));

    private Retry() {}

    /** Whether to try again, after a failure on a connection that was, or was not, in the pool before. */
    static boolean allowed(Request request, boolean reused, IOException failure) {
        if (!reused) {
            return false;
        }
        if (failure instanceof NothingWrittenException) {
            return request.body().replayable();
        }
        return replayable(request)
                && (failure instanceof NoResponseException || failure instanceof ServerClosedIdleConnectionException);
    }

    /** Whether the request can be sent a second time even though the server may have acted on the first. */
    static boolean replayable(Request request) {
        return request.body().replayable()
                && (IDEMPOTENT.contains(request.method())
                        || request.headers().contains("Idempotency-Key")
                        || request.headers().contains("X-Idempotency-Key"));
    }

    /** What the application is told of a failure that is not retried. */
    static IOException told(IOException failure) {
        IOException told =
                failure instanceof NothingWrittenException ? ((NothingWrittenException) failure).failure() : failure;
        // Where the socket has said what happened, its own word is the shortest and the best known.
        return told instanceof NoResponseException && told.getCause() instanceof IOException
                ? (IOException) told.getCause()
                : told;
    }
}
