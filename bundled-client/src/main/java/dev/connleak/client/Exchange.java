package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call on a connection that was leased for it.
 *
 * <p>The caller, both loops and the application's reads meet here. What passes between them is guarded by the call's
 * lock, in three parts: the caller waits here for the head, a failure, a cancel or the header timeout; what becomes of
 * the request is its {@link Upload}'s; how the connection is given up is its {@link LeaseEnd}'s.
 *
 * <p>It knows the framing of the body and never the stream that the application holds. A dropped response therefore
 * becomes garbage while its connection stays leased and both loops stay parked, which is the leak to be seen.
 *
 * <p>Seams for an observer: the constructor (on the thread that runs the call; the {@link Call} was made on the
 * submitter's), {@link #keepAliveOff}, {@link #requestWritten}, {@link #headRead}, each called at most once for an
 * exchange, and one of {@link #leaseReturned} and {@link #leaseClosed}, called exactly once. The ends of the body are
 * seen at {@link ResponseBody}.
 */
final class Exchange {

    private final Transport transport;
    private final Connection connection;
    private final Call call;
    private final boolean gzipAsked;

    private final Upload upload;
    private final LeaseEnd leaseEnd;
    private @Nullable KeepAliveOff keepAliveOff;
    private @Nullable ResponseHead head;
    private @Nullable BodySource source;

    /** What broke the exchange first, in reading or in writing; what follows from it is not told. */
    private @Nullable IOException failure;

    private boolean offered;

    Exchange(Transport transport, Connection connection, Call call) {
        this.transport = transport;
        this.connection = connection;
        this.call = call;
        gzipAsked = Compression.asked(transport.settings(), call.request());
        upload = new Upload(call);
        leaseEnd = new LeaseEnd(this, connection, call);
        if (!transport.settings().keepAlives) {
            keepAliveOff(KeepAliveOff.TRANSPORT);
        } else if (call.request().close()) {
            keepAliveOff(KeepAliveOff.REQUEST);
        }
    }

    Request request() {
        return call.request();
    }

    /**
     * Whether the caller may write the request itself. It does not wait for the writer then, but neither can it be
     * stopped: so there must be nobody who could stop it, no body that could keep it, and a head that the socket's
     * buffer takes at once.
     */
    boolean callerMayWrite() {
        return !call.cancelable() && RequestHead.alone(request());
    }

    /** Where its connection leads. */
    Route route() {
        return connection.route();
    }

    /** Whether gzip is asked for without the application's knowledge. */
    boolean gzipAsked() {
        return gzipAsked;
    }

    @Nullable
    Trace trace() {
        return call.trace();
    }

    Upload upload() {
        return upload;
    }

    LeaseEnd leaseEnd() {
        return leaseEnd;
    }

    /**
     * On the caller's thread: wait for the head of the response. Whatever prevents it costs the connection.
     *
     * @throws NothingWrittenException around the failure, if no byte of the request had left
     */
    ResponseHead awaitHead() throws IOException {
        CloseReason stop = awaitHeadOrStop();
        while (stop != null && !connection.abort(this, stop)) {
            // Somebody else was about to end the lease, and decides: the response may be complete.
            leaseEnd.await();
            stop = awaitHeadOrStop();
        }
        ResponseHead response = offeredHead();
        if (stop == null && response != null) {
            return response;
        }
        if (stop == CloseReason.RESPONSE_HEADER_TIMEOUT) {
            throw new ResponseHeaderTimeoutException();
        }
        boolean anythingSent = upload.awaitSettled();
        throw failure(anythingSent);
    }

    private @Nullable ResponseHead offeredHead() {
        call.lock();
        try {
            return offered ? head : null;
        } finally {
            call.unlock();
        }
    }

    /**
     * Wait until the head is offered or cannot be; the result says what the caller itself must stop it for. A request
     * that could not be written is no reason yet: the server may have said why, and its word is worth more.
     */
    private @Nullable CloseReason awaitHeadOrStop() {
        call.lock();
        try {
            while (!offered) {
                if (head != null) {
                    // The reader is about to offer it: too late for anything else.
                    call.awaitChange();
                    continue;
                }
                if (leaseEnd.reached()) {
                    return null;
                }
                if (call.cancelCause() != null) {
                    return CloseReason.CANCELED;
                }
                long left = headerNanosLeft();
                if (left <= 0) {
                    return CloseReason.RESPONSE_HEADER_TIMEOUT;
                }
                call.awaitOrInterrupt(left);
            }
            return null;
        } finally {
            call.unlock();
        }
    }

    private long headerNanosLeft() {
        long timeout = transport.settings().responseHeaderTimeoutNanos;
        return timeout == 0 ? Long.MAX_VALUE : upload.nanosLeftOf(timeout);
    }

    /** What the caller is told: its own doing first, then what the connection suffered. Go semantics, 1.9. */
    private IOException failure(boolean anythingSent) {
        CancelCause cause = call.cancelCause();
        if (cause != null) {
            return cause.toException();
        }
        if (upload.bodyFailure() != null) {
            return upload.bodyFailure();
        }
        IOException suffered = suffered();
        return anythingSent ? suffered : new NothingWrittenException(suffered);
    }

    private IOException suffered() {
        CloseReason reason = connection.occupancy().closeReason();
        if (reason == CloseReason.SERVER_CLOSED_IDLE) {
            return new ServerClosedIdleConnectionException();
        }
        return failure == null ? new ConnectionBrokenException(reason, null) : failure;
    }

    /** Note that keep-alive is off for this exchange; on the caller's thread, or on the reader loop for RESPONSE. */
    private void keepAliveOff(KeepAliveOff why) {
        keepAliveOff = why;
    }

    /** On the thread that wrote it: the whole request is on its way, or all of it that the server wants. */
    void requestWritten() {
        tellWritten(null);
        upload.written();
    }

    /** On the thread that wrote it: the request was not written, or not completely. */
    void requestNotWritten(IOException why, boolean anythingSent) {
        fail(new ConnectionBrokenException(CloseReason.WRITE_ERROR, why));
        tellWritten(why);
        upload.notWritten(anythingSent);
    }

    private void tellWritten(@Nullable IOException failure) {
        Trace trace = call.trace();
        if (trace != null) {
            trace.tell(each -> each.wroteRequest(request(), failure));
        }
    }

    /** On the writer loop, or on the caller's thread: the connection was closed before the request had its turn. */
    void requestNotBegun() {
        upload.notWritten(false);
    }

    /**
     * On the thread that could not write on: give the reader a moment to find the answer of a server that did not
     * want the rest of the request. Go picks at random between the two; here the answer wins.
     */
    void awaitAnswerInsteadOfWriting() {
        long patience = transport.settings().writeWaitNanos;
        long until = System.nanoTime() + patience;
        call.lock();
        try {
            boolean ours = upload.bodyFailure() != null;
            boolean interrupted = false;
            for (long left = patience;
                    !ours && head == null && !leaseEnd.reached() && left > 0;
                    left = until - System.nanoTime()) {
                interrupted |= call.awaitInLoop(left);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            call.unlock();
        }
    }

    private void fail(IOException failure) {
        call.lock();
        try {
            if (this.failure == null && !leaseEnd.reached()) {
                this.failure = failure;
            }
        } finally {
            call.unlock();
        }
    }

    /** On the reader loop: an interim response was read; true if the application was told. */
    boolean interimRead(int status, Headers headers) throws IOException {
        if (status == 100) {
            upload.gate().open();
        }
        Trace trace = call.trace();
        if (trace != null) {
            tellInterim(trace, status, headers);
        }
        InterimListener listener = call.request().interimListener();
        if (listener == null) {
            return false;
        }
        try {
            listener.interimResponse(status, headers);
            return true;
        } catch (IOException | RuntimeException e) {
            throw new ConnectionBrokenException(null, e);
        }
    }

    private void tellInterim(Trace trace, int status, Headers headers) {
        if (status == 100) {
            trace.tell(each -> each.gotContinue(request()));
        }
        trace.tell(each -> each.gotInterimResponse(request(), status, headers));
    }

    /** On the reader loop: the head of the final response was read. */
    void headRead(ResponseHead head, BodySource source) {
        call.lock();
        try {
            this.head = head;
            this.source = source;
        } finally {
            call.unlock();
        }
        if (head.close() && keepAliveOff == null) {
            keepAliveOff(KeepAliveOff.RESPONSE);
        }
        if (head.close() || call.request().close()) {
            upload.gate().shut();
        } else {
            upload.gate().open();
        }
    }

    /** The head of the final response, once it was read. The caller holds the lock. */
    @Nullable
    ResponseHead head() {
        return head;
    }

    /** Whether the rest of a body that is closed early may be read to save the connection. The caller holds the lock. */
    boolean worthDraining() {
        boolean kept = keepAliveOff == null && transport.settings().earlyCloseDrain;
        return kept && head != null && Drain.worthwhile(head);
    }

    /** On the reader loop: let the caller have the head. */
    void offerHead() {
        call.lock();
        try {
            offered = true;
            call.signal();
        } finally {
            call.unlock();
        }
    }

    /** On the reader loop: there will be no head. */
    void headNotRead(IOException failure) {
        fail(failure);
    }

    /** On the reader loop: the first reason of ours against using the connection again, or null. */
    @Nullable
    ReuseCondition failedCondition(InputBuffer input) {
        call.lock();
        try {
            boolean bodiless = head != null && head.framing() == Framing.NONE;
            if (head == null || head.close() || call.request().close() || head.status() < 200) {
                return ReuseCondition.KEEP_ALIVE_WANTED;
            }
            if (!bodiless && leaseEnd.bodyEnd() != BodyEnd.END_OF_FILE) {
                return ReuseCondition.BODY_AT_END;
            }
            if (input.ended()) {
                return ReuseCondition.STREAM_OPEN;
            }
            if (!writtenInTime()) {
                return ReuseCondition.REQUEST_WRITTEN;
            }
            return input.buffered() > 0 ? ReuseCondition.NOTHING_UNREAD : null;
        } finally {
            call.unlock();
        }
    }

    /** On a loop: wait for the end of the request, for as long as the end of the response may wait for it. */
    boolean writtenInTime() {
        return upload.awaitWritten(transport.settings().writeWaitNanos);
    }

    /** On the application's thread: read at least one byte of the body, or −1 at its end. */
    int read(byte[] target, int offset, int length) throws IOException {
        BodySource body = source;
        return body == null ? -1 : body.read(target, offset, length);
    }

    /** Whether the body's framing is complete. */
    boolean bodyComplete() {
        BodySource body = source;
        return body == null || body.ended();
    }

    /** The fields behind a body whose end was reached. */
    Headers trailers() {
        call.lock();
        try {
            return source == null ? Headers.empty() : source.trailers();
        } finally {
            call.unlock();
        }
    }

    /** What a failed read of the body is told as: the cancel that provoked it, if there was one. */
    IOException readFailure(IOException failure) {
        CancelCause cause = call.cancelCause();
        return cause == null ? failure : cause.toException();
    }

    /** On whichever thread ended it: the pool took the connection, which is idle now or the next ticket's. */
    void leaseReturned() {
        leaseEnd.reach(true);
    }

    /** On whichever thread ended it: the connection is closed. */
    void leaseClosed() {
        leaseEnd.reach(false);
    }
}
