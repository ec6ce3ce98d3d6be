package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One call's wish for a connection, fulfilled by an idle connection, by a returning one, by its own dial or by
 * another's, whichever is first.
 *
 * <p>Whoever wants to serve it claims it first: between claim and delivery the giver ends the previous lease, so that
 * the new owner never sees a connection that still belongs to somebody. Guarded by the call's lock.
 */
final class Ticket {

    private enum State {
        WAITING,
        CLAIMED,
        SERVED,
        WITHDRAWN
    }

    private final Call call;
    private final Route route;
    private final long sinceMillis;
    private State state = State.WAITING;
    private @Nullable Connection connection;
    private @Nullable IOException failure;

    Ticket(Call call, Route route, long sinceMillis) {
        this.call = call;
        this.route = route;
        this.sinceMillis = sinceMillis;
    }

    Call call() {
        return call;
    }

    Route route() {
        return route;
    }

    /** The request that waits, and since when. */
    OwnerSnapshot owner() {
        return new OwnerSnapshot(call.request(), sinceMillis);
    }

    boolean waiting() {
        call.lock();
        try {
            return state == State.WAITING;
        } finally {
            call.unlock();
        }
    }

    /** Whether the claimer may, and now must, deliver. */
    boolean claim() {
        call.lock();
        try {
            if (state != State.WAITING) {
                return false;
            }
            state = State.CLAIMED;
            return true;
        } finally {
            call.unlock();
        }
    }

    /** Hand over a connection, after a claim that nobody contests. */
    void deliver(Connection connection) {
        call.lock();
        try {
            this.connection = connection;
            state = State.SERVED;
            call.signal();
        } finally {
            call.unlock();
        }
    }

    /** Say that there will be no connection, unless there is one already. */
    void fail(IOException failure) {
        call.lock();
        try {
            if (state == State.WAITING) {
                this.failure = failure;
                state = State.SERVED;
                call.signal();
            }
        } finally {
            call.unlock();
        }
    }

    /** Wait for the connection. A cancelled call withdraws, unless a giver has already claimed the ticket. */
    Connection await() throws IOException {
        call.lock();
        try {
            while (state != State.SERVED) {
                CancelCause cause = call.cancelCause();
                if (cause != null && state == State.WAITING) {
                    state = State.WITHDRAWN;
                    throw cause.toException();
                }
                if (cause == null) {
                    call.awaitOrInterrupt(Long.MAX_VALUE);
                } else {
                    call.awaitChange();
                }
            }
            if (connection != null) {
                return connection;
            }
            throw givenUp();
        } finally {
            call.unlock();
        }
    }

    private IOException givenUp() {
        CancelCause cause = call.cancelCause();
        if (cause != null) {
            return cause.toException();
        }
        return failure == null ? new TransportClosedException() : failure;
    }
}
