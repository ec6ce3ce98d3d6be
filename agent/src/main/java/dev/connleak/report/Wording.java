package dev.connleak.report;

import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Grade;
import dev.connleak.diagnose.Kind;
import org.jspecify.annotations.Nullable;

/** The sentence that a tired person reads first. */
final class Wording {
    private Wording() {}

    static String summary(Cause cause, @Nullable String site) {
        String where = site == null ? unknownPlace(cause) : site;
        String many = cause.count == 1 ? "1 response body" : cause.count + " response bodies";
        switch (cause.kind) {
            case BODY_ABANDONED:
                return many + " from " + where + (cause.count == 1 ? " was" : " were")
                        + " dropped without being read to the end or closed" + held(cause) + ".";
            case BODY_HELD:
                return many + " from " + where + (cause.count == 1 ? " is" : " are")
                        + " held open: nobody reads on, nobody closes" + held(cause) + ".";
            case BODY_READ_NOT_RELEASED:
                return many + " from " + where
                        + (cause.count == 1 ? " was" : " were")
                        + " read to the end, but the connection was not given back" + held(cause) + ".";
            case BODY_CLOSED_NOT_RELEASED:
                return many + " from " + where + (cause.count == 1 ? " was" : " were")
                        + " closed, but the connection was not given back" + held(cause) + ".";
            case CLOSE_BLOCKED:
                return (cause.count == 1 ? "A thread is" : cause.count + " threads are")
                        + " stuck inside close(), draining a body from " + where + held(cause) + ".";
            case REQUEST_NOT_FINISHED:
                return (cause.count == 1 ? "1 request" : cause.count + " requests") + " begun at " + where
                        + (cause.count == 1 ? " was" : " were") + " never finished" + held(cause) + ".";
            case LEASE_HELD:
                if (!cause.ofSockets) {
                    return (cause.count == 1 ? "1 connection" : cause.count + " connections") + " taken from a pool at "
                            + where + (cause.count == 1 ? " was" : " were") + " not given back" + held(cause) + ".";
                }
                if (cause.grade != Grade.PROVEN) {
                    return cause.count + " sockets connected at " + where
                            + " were closed by the server, and nobody has closed them here.";
                }
                return (cause.count == 1 ? "1 socket" : cause.count + " sockets") + " connected at " + where
                        + (cause.count == 1 ? " was" : " were") + " dropped without being closed; "
                        + (cause.openNow == 0
                                ? "the garbage collector closed what it found, late."
                                : "nothing closes " + cause.openNow + " of them any more.");
            case POOL_EXHAUSTED:
                return (cause.count == 1 ? "1 connection" : cause.count + " connections")
                        + " of an exhausted pool "
                        + (cause.count == 1 ? "is" : "are")
                        + " held by " + where + ", while callers wait for one.";
            case CLIENT_PER_REQUEST:
                return (cause.count == 1 ? "1 client" : cause.count + " clients") + " made at " + where
                        + (cause.count == 1 ? " was" : " were") + " used and left behind; "
                        + (cause.leak ? "nobody has closed them." : "they end by themselves, but late.");
            case LOOP_THREAD_ORPHANED:
                return (cause.count == 1 ? "1 thread" : cause.count + " threads")
                        + " of connections that are closed "
                        + (cause.count == 1 ? "is" : "are")
                        + " still alive; the client was made by " + where + ".";
            case CLOSE_WAIT_IDLE:
                return (cause.count == 1 ? "1 idle connection" : cause.count + " idle connections") + " of "
                        + where + (cause.count == 1 ? " was" : " were")
                        + " closed by the server and never by the pool.";
            case CLOSED_EARLY:
                return many + " from " + where
                        + " were closed before the end; each close cost a connection that could have been used again.";
            case EXCHANGE_CANCELLED:
                return cause.count + " exchanges from " + where + " were cancelled; each cost a connection.";
            default:
                throw new IllegalStateException("no sentence for " + cause.kind);
        }
    }

    /** What to change, with the API of the client. */
    static String advice(Cause cause, Assembly.Client client) {
        if (cause.kind == Kind.CLIENT_PER_REQUEST && client.sharing != null) {
            return client.sharing;
        }
        if (cause.kind == Kind.REQUEST_NOT_FINISHED) {
            return client.finishing;
        }
        if (cause.kind == Kind.LEASE_HELD) {
            return client.returning;
        }
        if (cause.kind == Kind.LOOP_THREAD_ORPHANED) {
            return "The application cannot end these threads: look for a newer version of the client, and close the whole"
                    + " client meanwhile, when it is not needed any more.";
        }
        if (cause.kind == Kind.CLOSE_WAIT_IDLE) {
            return "Let the pool close idle connections earlier than the server does: set its idle timeout below the"
                    + " server's, or have idle connections evicted.";
        }
        return client.advice;
    }

    private static String unknownPlace(Cause cause) {
        return cause.submitter == null
                ? "code that no frame of the application leads to"
                : "a task that " + cause.submitter + " submitted";
    }

    private static String held(Cause cause) {
        int connections = cause.connectionsHeld();
        if (connections == 0) {
            return cause.openNow == 0 ? "; their connections were freed by the garbage collector only" : "";
        }
        return "; " + connections + (connections == 1 ? " connection is" : " connections are") + " out of use";
    }
}
