package dev.connleak.client;

import java.io.IOException;

/**
 * One request in, one response out: the seam between a {@link Client} and what carries its requests, which anybody may
 * implement or wrap. Safe for concurrent use. It should heed the {@link Request#deadline} and the
 * {@link Request#cancellation}, and must not change the response after it has handed it out.
 */
public interface RoundTripper {

    /**
     * Send a request and wait for the head of its response.
     *
     * <p>Any status is a success. The caller must read the body of the response to its end or close it: one of the two
     * is what gives the connection back. The body of the request is closed on every path.
     *
     * @throws IOException if no response was obtained
     */
    Response roundTrip(Request request) throws IOException;

    /** Close the connections that nobody uses, where there are any. */
    default void closeIdleConnections() {}
}
