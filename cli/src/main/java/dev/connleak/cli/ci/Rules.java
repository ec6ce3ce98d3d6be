package dev.connleak.cli.ci;

import java.util.Map;

/** The kinds of findings in words, for lists of rules; a kind that a newer agent brings is named by itself. */
final class Rules {

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("body-abandoned", "A response body was dropped, neither read to its end nor closed"),
            Map.entry("body-held", "A response body is kept open and nobody reads it"),
            Map.entry("body-read-not-released", "A body was read to its end, and its connection was not given back"),
            Map.entry("body-closed-not-released", "A body was closed, and its connection was not given back"),
            Map.entry("close-blocked", "A thread is stuck in closing a body"),
            Map.entry("request-not-finished", "A connection is leased to a request that never ends"),
            Map.entry("lease-held", "A connection was taken and not given back"),
            Map.entry("pool-exhausted", "Callers wait for connections that leaks hold"),
            Map.entry("client-per-request", "A new client is made again and again, each with connections of its own"),
            Map.entry("loop-thread-orphaned", "A reader or writer thread outlives its connection"),
            Map.entry("close-wait-idle", "Idle connections that the server has closed stay open"),
            Map.entry("closed-early", "Bodies are closed before their end again and again"),
            Map.entry("exchange-cancelled", "Exchanges are cancelled or time out again and again"),
            Map.entry("idle-limit", "The limit of idle connections is below the load"));

    private static final String LEAK =
            "A connection that is not given back to its pool is lost to all other requests; when the pool is used up, they"
                    + " wait. Read each response body to its end or close it, on every path of the code.";

    private static final String WASTE =
            "Nothing is lost for good, but each time a connection is destroyed that could have been used again, and the next"
                    + " request pays for a new one.";

    private Rules() {}

    static String brief(String kind) {
        return SHORT.getOrDefault(kind, "A finding of the kind " + kind);
    }

    static String full(String kind, boolean waste) {
        return brief(kind) + ". " + (waste ? WASTE : LEAK);
    }
}
