package dev.connleak.client;

import java.io.IOException;
import java.util.List;

/** Decides whether a {@link Client} follows a redirect. Called on the thread that sends. */
public interface RedirectPolicy {

    /**
     * Judge a redirect, while the body of the response that asks for it is still open.
     *
     * @param next the request that would be sent
     * @param via the requests that were sent, the oldest first
     * @return true to follow; false to let the application have the redirecting response itself, with its body open
     * @throws IOException to fail the send; the exception is told with the redirecting response, whose body is closed
     */
    boolean follow(Request next, List<Request> via) throws IOException;

    /** Follow until so many requests have been made, and fail then. */
    static RedirectPolicy atMost(int requests) {
        return (next, via) -> {
            if (via.size() >= requests) {
                throw new RedirectException("stopped after " + requests + " redirects");
            }
            return true;
        };
    }

    /** Follow no redirect: the application gets it as any other response. */
    static RedirectPolicy never() {
        return (next, via) -> false;
    }
}
