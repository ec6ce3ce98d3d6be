package dev.connleak.it;

import static dev.connleak.it.Kernel.State.CLOSE_WAIT;
import static dev.connleak.it.Kernel.State.ESTABLISHED;
import static dev.connleak.it.Kernel.State.FIN_WAIT2;

import java.util.Map;

/** What the server and the kernel know of the connections of one cell, and the words for it. */
record Outcome(
        int requests, int opened, int open, Map<Kernel.State, Integer> client, Map<Kernel.State, Integer> server) {
    enum Word {
        /** One connection served all, and is open. */
        REUSED,
        /** One for each, all gone. */
        CLOSED,
        /** One for each, all open. */
        HELD,
        /** One for each, closed by the server and not by the client. */
        STUCK,
        /** One for each, and as many of them as HttpURLConnection's cache takes are open. */
        CACHED,
        /** Some served more than one, all are open: the client gave them back, but not always before the next request. */
        POOLED,
        /** Some served more than one or were closed, the others are open: giving back and closing race. */
        RACED
    }

    /** HttpURLConnection keeps that many idle connections to a route. */
    private static final int CACHE = 5;

    static Outcome at(RawServer server) {
        return new Outcome(
                server.requests(),
                server.accepted().size(),
                server.open(),
                Kernel.states(Kernel.clientSide(server.port())),
                Kernel.states(Kernel.serverSide(server.port())));
    }

    boolean is(Word word) {
        return switch (word) {
            case REUSED -> opened == 1 && requests > 1 && established(1);
            case CLOSED -> opened == requests && open == 0 && client.isEmpty() && server.isEmpty();
            case HELD -> opened == requests && established(opened);
            case STUCK ->
                opened == requests
                        && open == opened
                        && client.equals(Map.of(CLOSE_WAIT, opened))
                        && server.equals(Map.of(FIN_WAIT2, opened));
            case CACHED -> opened == requests && opened > CACHE && established(CACHE);
            case POOLED -> opened < requests && established(opened);
            case RACED -> open < requests && (open == 0 ? client.isEmpty() && server.isEmpty() : established(open));
        };
    }

    private boolean established(int count) {
        Map<Kernel.State, Integer> wanted = Map.of(ESTABLISHED, count);
        return open == count && client.equals(wanted) && server.equals(wanted);
    }
}
