package dev.connleak.client;

import java.net.CookieHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an application wants on top of one request and one response: redirects, cookies, basic authentication from the
 * URI, and one deadline over all of it. It has no connections of its own: each hop is one
 * {@link RoundTripper#roundTrip}, of a {@link Transport} or of anything else. Safe for concurrent use.
 */
public final class Client {

    private final RoundTripper transport;
    private final RedirectPolicy redirects;
    private final @Nullable CookieHandler cookies;
    private final @Nullable Duration timeout;
    private final ThreadFactory threads;

    Client(ClientBuilder builder) {
        transport = builder.transport;
        redirects = builder.redirects;
        cookies = builder.cookies;
        timeout = builder.timeout;
        threads = builder.threads == null ? LoopThreads.best() : builder.threads;
    }

    /** Start a client that sends through a transport. */
    public static ClientBuilder builder(RoundTripper transport) {
        return new ClientBuilder(transport);
    }

    /**
     * Send a request, follow where its responses lead, and wait for the head of the last one. Any status is a success.
     * The caller must read the body of that response to its end or close it.
     *
     * @throws HttpRequestException if no response was obtained, or if the policy refused to follow one
     */
    public Response send(Request request) throws HttpRequestException {
        return new Errand(this, request, request.cancellation()).run();
    }

    /**
     * Send a request as {@link #send} does, on another thread. Cancelling the future before it is complete cancels the
     * request; a response that then comes too late is closed.
     */
    public CompletableFuture<Response> sendAsync(Request request) {
        Cancellation cancellation = Cancellation.childOf(request.cancellation());
        Errand errand = new Errand(this, request, cancellation);
        PendingResponse pending = new PendingResponse(cancellation::cancel);
        pending.completeOn(threads, "send " + request.origin(), request, errand::run);
        return pending;
    }

    /** Close the transport's idle connections, if it has any. */
    public void closeIdleConnections() {
        transport.closeIdleConnections();
    }

    RoundTripper transport() {
        return transport;
    }

    RedirectPolicy redirects() {
        return redirects;
    }

    /** The cookie jar, or null. */
    @Nullable
    CookieHandler cookies() {
        return cookies;
    }

    /** How long a send may take, over all its hops and to the end of the last body; null for ever. */
    @Nullable
    Duration timeout() {
        return timeout;
    }
}
