package dev.connleak.client;

import org.jspecify.annotations.Nullable;

/**
 * How an exchange comes to give its connection up: by the end of its body, by an early close, by a cancel, or because
 * the connection is closed. Guarded by the call's lock.
 *
 * <p>The lease ends once. The reader loop waits for the end of the body, for a cancel, or for the end of the lease.
 * Whoever reads the last byte gives the connection back before it goes on, and whoever closes early waits until the lease
 * has ended: a sequential next request then finds the connection in the pool.
 */
final class LeaseEnd {

    private final Exchange exchange;
    private final Connection connection;
    private final Call call;

    private @Nullable BodyEnd bodyEnd;

    /** The application's thread is giving the connection back, and the reader loop leaves it alone. */
    private boolean returning;

    private boolean reached;
    private boolean returned;

    /** The pool has the connection, and those who listen are not told yet: the application comes after them. */
    private boolean putUntold;

    LeaseEnd(Exchange exchange, Connection connection, Call call) {
        this.exchange = exchange;
        this.connection = connection;
        this.call = call;
    }

    /** The caller holds the lock. */
    boolean reached() {
        return reached;
    }

    /** How the body has ended, or null as long as it has not. The caller holds the lock. */
    @Nullable
    BodyEnd bodyEnd() {
        return bodyEnd;
    }

    /**
     * On whichever thread ended the lease. A call whose response was read is over, so that a late cancel has no target;
     * another one may try again.
     *
     * @param toPool whether the pool took the connection, or it is closed
     */
    void reach(boolean toPool) {
        boolean answered;
        call.lock();
        try {
            reached = true;
            returned = toPool;
            putUntold = toPool && call.trace() != null;
            answered = exchange.head() != null;
            call.signal();
        } finally {
            call.unlock();
        }
        exchange.upload().gate().shut();
        if (answered) {
            call.finish();
        }
    }

    /** Wait until the lease has ended, and those who listen know it. */
    void await() {
        call.lock();
        try {
            while (!reached || putUntold) {
                call.awaitChange();
            }
        } finally {
            call.unlock();
        }
    }

    /** On the reader loop: wait for the application, which may never come; true if it has put the connection back. */
    boolean awaitBodyEnd() {
        call.lock();
        try {
            while (!reached && (returning || bodyEnd == null && call.cancelCause() == null)) {
                call.awaitInLoop(Long.MAX_VALUE);
            }
            return returned;
        } finally {
            call.unlock();
        }
    }

    /** Whether the body was neither read to its end nor closed when the call was given up. */
    boolean canceledInBody() {
        call.lock();
        try {
            return bodyEnd == null && !reached && call.cancelCause() != null;
        } finally {
            call.unlock();
        }
    }

    /** Whether the application has closed the body early, and would not mind if the connection could be saved. */
    boolean leftToDrain() {
        call.lock();
        try {
            return bodyEnd == BodyEnd.LEFT_TO_DRAIN && !reached;
        } finally {
            call.unlock();
        }
    }

    /** On the reader loop: the rest of the body was read in the application's place. */
    void drained() {
        call.lock();
        try {
            bodyEnd = BodyEnd.END_OF_FILE;
        } finally {
            call.unlock();
        }
    }

    /**
     * On the application's thread: the body was closed before its end, and nobody reads it. Returns when the lease has
     * ended, unless the reader loop may try to save the connection.
     */
    void bodyLeft() {
        boolean left = false;
        call.lock();
        try {
            if (bodyEnd == null && exchange.worthDraining()) {
                bodyEnd = BodyEnd.LEFT_TO_DRAIN;
                call.signal();
                left = true;
            }
        } finally {
            call.unlock();
        }
        if (left) {
            tellClosedEarly();
            return;
        }
        bodyEnded(BodyEnd.CUT_SHORT);
    }

    /** On the application's thread: the body is over; the first word counts. Returns when the lease has ended. */
    void bodyEnded(BodyEnd end) {
        Trace trace = call.trace();
        if (end == BodyEnd.CUT_SHORT) {
            tellClosedEarly();
        }
        endBody(end);
        if (trace != null && end == BodyEnd.END_OF_FILE) {
            trace.tell(each -> each.bodyEnded(call.request(), connection.id()));
        }
    }

    private void tellClosedEarly() {
        Trace trace = call.trace();
        if (trace != null) {
            trace.tell(each -> each.bodyClosedEarly(call.request(), connection.id()));
        }
    }

    private void endBody(BodyEnd end) {
        if (end == BodyEnd.END_OF_FILE && putBack()) {
            return;
        }
        call.lock();
        try {
            bodyEnd = bodyEnd == null ? end : bodyEnd;
            call.signal();
        } finally {
            call.unlock();
        }
        await();
    }

    /**
     * Put the connection back on the application's thread, while the reader loop waits. That spares both of them a
     * wake-up before the application may go on; a connection that cannot go back is the loop's to close.
     */
    private boolean putBack() {
        call.lock();
        try {
            boolean uploading = !exchange.upload().settled();
            if (bodyEnd != null || reached || call.cancelCause() != null || uploading) {
                return false;
            }
            bodyEnd = BodyEnd.END_OF_FILE;
            returning = true;
        } finally {
            call.unlock();
        }
        try {
            return connection.putBack(exchange);
        } finally {
            call.lock();
            returning = false;
            call.unlock();
        }
    }

    /** On the thread that has offered the connection to the pool: what has come of it. */
    void offered(@Nullable CloseReason refusal) {
        Trace trace = call.trace();
        if (trace == null) {
            return;
        }
        if (refusal != CloseReason.KEEP_ALIVES_DISABLED) {
            trace.tell(each -> each.connectionPut(call.request(), connection.id(), refusal));
        }
        call.lock();
        try {
            putUntold = false;
            call.signal();
        } finally {
            call.unlock();
        }
    }
}
