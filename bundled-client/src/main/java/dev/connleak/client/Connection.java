package dev.connleak.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection and its two loops.
 *
 * <p>The reader owns the read side: it waits for the first byte (which on an idle connection is its end), reads heads,
 * and decides after each exchange whether the pool gets the connection back. The writer owns the write side, and since
 * it has nothing else to do while the connection is idle it also keeps the idle time. Both end when the connection is
 * closed; a connection that is leased to a body nobody finishes keeps both.
 *
 * <p>A hand-over to a loop costs about as much as everything else in a small exchange. Two are spared where nobody can
 * tell the difference: a caller whom nobody can stop writes a request without a body itself ({@link #send}), and the
 * thread that reads the last byte of a body puts the connection back itself ({@link #putBack}).
 *
 * <p>Seams for an observer: the constructor (dial thread), {@link #readLoop} and {@link #writeLoop} (entry and return
 * are begin and end of a loop), {@link #closed} (once, on the thread that closes it, after the lease has ended and
 * before the socket is closed), {@link #socket}.
 */
final class Connection {

    private final Pool pool;
    private final long id;
    private final Route route;
    private final Link link;

    /** The socket that the kernel knows, whatever is laid over it. */
    private final Socket socket;

    /** Kept from the beginning: a closed socket does not know its own end any more. */
    private final @Nullable SocketAddress local;

    private final @Nullable SocketAddress remote;
    private final InputBuffer input;
    private final OutputBuffer output;
    private final Loop reader;
    private final Loop writer;
    private final Instant openedAt;
    private final Occupancy occupancy;
    private final AtomicInteger loopsLeft = new AtomicInteger(2);
    private volatile @Nullable ReuseCondition failedCondition;

    Connection(Pool pool, long id, Route route, Link link) {
        this.pool = pool;
        this.id = id;
        this.route = route;
        this.link = link;
        socket = link.tcp();
        local = socket.getLocalSocketAddress();
        remote = socket.getRemoteSocketAddress();
        input = new InputBuffer(link.input(), route.toString(), pool.settings().readBufferSize);
        output = new OutputBuffer(link.output(), pool.settings().writeBufferSize);
        occupancy = new Occupancy(pool.settings());
        openedAt = pool.settings().clock.instant();
        ThreadFactory threads = pool.settings().threads;
        reader = new Loop(threads, "reader " + id + " " + route, this::readLoop, this::loopEnded);
        writer = new Loop(threads, "writer " + id + " " + route, this::writeLoop, this::loopEnded);
    }

    long id() {
        return id;
    }

    Route route() {
        return route;
    }

    Socket socket() {
        return socket;
    }

    /** What the application gets of a connection that was handed over to it; null if it was closed instead. */
    @Nullable
    SwitchedStream switched() {
        return occupancy.closeReason() == CloseReason.HANDED_OVER ? new SwitchedStream(input, link) : null;
    }

    Link link() {
        return link;
    }

    Instant openedAt() {
        return openedAt;
    }

    @Nullable
    SocketAddress local() {
        return local;
    }

    @Nullable
    SocketAddress remote() {
        return remote;
    }

    Loop reader() {
        return reader;
    }

    Loop writer() {
        return writer;
    }

    @Nullable
    ReuseCondition failedCondition() {
        return failedCondition;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** Start both loops, or close. */
    void start() throws IOException {
        pool.roster().opened(this);
        int missing = 2;
        try {
            reader.start();
            missing--;
            writer.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            close(CloseReason.LOOPS_NOT_STARTED);
            for (; missing > 0; missing--) {
                loopEnded();
            }
            throw new IOException("the loops of a connection to " + route + " could not be started", e);
        }
    }

    /** Serve responses until the connection is over. The body of the reader thread. */
    void readLoop() {
        CloseReason end = CloseReason.READ_ERROR;
        try {
            while (true) {
                reader.waitsFor(LoopWait.FIRST_BYTE);
                IOException failure = awaitFirstByte();
                Exchange exchange = occupancy.answerable();
                if (exchange == null) {
                    end = idleEnd(failure);
                    return;
                }
                reader.waitsFor(LoopWait.RESPONSE_HEAD);
                if (!receive(exchange, failure)) {
                    end = CloseReason.NOT_REUSABLE;
                    return;
                }
            }
        } finally {
            close(end);
        }
    }

    /** Write requests until the connection is over. The body of the writer thread. */
    void writeLoop() {
        while (occupancy.closeReason() == null) {
            writer.waitsFor(LoopWait.REQUEST);
            Exchange exchange = occupancy.awaitRequest();
            if (exchange != null) {
                writer.waitsFor(LoopWait.WRITING);
                write(exchange);
            } else if (pool.expired(this)) {
                close(CloseReason.IDLE_TIMEOUT);
            }
        }
        Exchange late = occupancy.takeUnwritten();
        if (late != null) {
            notSent(late);
        }
    }

    /**
     * On the caller's thread: lease the connection to an exchange, and write its request, or have the writer do so. An
     * interrupted caller writes nothing: on a virtual thread that would close the socket, and on the next one, too.
     */
    void send(Exchange exchange) {
        boolean byCaller = exchange.callerMayWrite() && !Thread.currentThread().isInterrupted();
        if (!occupancy.lease(exchange, !byCaller)) {
            notSent(exchange);
            exchange.leaseClosed();
        } else if (byCaller && occupancy.takeUnwritten() != null) {
            write(exchange);
        }
    }

    /** Close the connection, unless it is closed: the first reason wins. The pool's lock must not be held. */
    void close(CloseReason reason) {
        if (occupancy.close(reason, null)) {
            closed();
        }
    }

    /** Close the connection if an exchange still holds it; false if its lease has ended, or is ending. */
    boolean abort(Exchange exchange, CloseReason reason) {
        if (!occupancy.close(reason, exchange)) {
            return false;
        }
        closed();
        return true;
    }

    ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(this);
    }

    private @Nullable IOException awaitFirstByte() {
        try {
            return input.awaitByte() ? null : new NoResponseException(null);
        } catch (IOException e) {
            return new NoResponseException(e);
        }
    }

    /** Why a connection ends that expects no response. A 408 is a server's way to say that it gives up waiting. */
    private CloseReason idleEnd(@Nullable IOException failure) {
        if (failure != null) {
            return failure.getCause() == null ? CloseReason.SERVER_CLOSED_IDLE : CloseReason.READ_ERROR;
        }
        return input.startsWith("HTTP/1.? 408", '?')
                ? CloseReason.SERVER_CLOSED_IDLE
                : CloseReason.UNSOLICITED_RESPONSE;
    }

    /** Read and hand out one response; true if the connection is in use again or in the pool. */
    private boolean receive(Exchange exchange, @Nullable IOException failure) {
        Trace trace = exchange.trace();
        ResponseHead head;
        try {
            if (failure != null) {
                throw failure;
            }
            if (trace != null) {
                trace.tell(each -> each.gotFirstResponseByte(exchange.request()));
            }
            Settings settings = pool.settings();
            head = new HeadReader(
                            input,
                            exchange.request().method(),
                            settings.maxResponseHeaderBytes,
                            settings.lenientResponses)
                    .read(exchange::interimRead);
        } catch (IOException e) {
            exchange.headNotRead(e);
            return false;
        }
        exchange.headRead(head, BodySource.of(head, input));
        if (head.switched()) {
            return handOver(exchange);
        }
        if (head.framing() == Framing.NONE) {
            // Pooled before the caller sees the response, so that its next request finds the connection.
            try {
                return keep(exchange);
            } finally {
                exchange.offerHead();
            }
        }
        occupancy.bodyOpen();
        if (trace != null) {
            trace.tell(each -> each.bodyOpened(exchange.request(), id));
        }
        // Said before the application has the body: it may be done with it before this thread comes to wait.
        reader.waitsFor(LoopWait.BODY_END);
        exchange.offerHead();
        if (exchange.leaseEnd().awaitBodyEnd()) {
            return occupancy.closeReason() == null;
        }
        if (exchange.leaseEnd().canceledInBody()) {
            failedCondition = ReuseCondition.BODY_AT_END;
            abort(exchange, CloseReason.CANCELED);
            return false;
        }
        if (exchange.leaseEnd().leftToDrain()) {
            reader.waitsFor(LoopWait.DRAINING);
            if (new Drain(socket, pool.settings().drainNanos).toEnd(exchange)) {
                exchange.leaseEnd().drained();
            }
        }
        return keep(exchange);
    }

    /** The server speaks another protocol from here on. The socket goes to the application with all that was read. */
    private boolean handOver(Exchange exchange) {
        try {
            reader.waitsFor(LoopWait.REQUEST_WRITTEN);
            if (!exchange.writtenInTime()) {
                // The writer would go on to write into what is the application's.
                failedCondition = ReuseCondition.REQUEST_WRITTEN;
            } else if (occupancy.handOver()) {
                pool.closed(this);
            }
            return false;
        } finally {
            exchange.offerHead();
        }
    }

    /** Whether the connection stays; otherwise the first condition that failed is noted. */
    private boolean keep(Exchange exchange) {
        reader.waitsFor(LoopWait.REQUEST_WRITTEN);
        ReuseCondition failed = exchange.failedCondition(input);
        if (failed != null) {
            failedCondition = failed;
            return false;
        }
        CloseReason refused = offer();
        exchange.leaseEnd().offered(refused);
        if (refused != null) {
            failedCondition = ReuseCondition.POOL_ACCEPTS;
            close(refused);
        }
        return refused == null;
    }

    /**
     * On the application's thread, which has the last byte of the body: give the connection to the pool in the place of
     * the reader loop, to which everything that speaks against it is left by a false.
     */
    boolean putBack(Exchange exchange) {
        if (exchange.failedCondition(input) != null || offer() != null) {
            return false;
        }
        exchange.leaseEnd().offered(null);
        return true;
    }

    private @Nullable CloseReason offer() {
        // Said before the pool shows the connection as idle, whose reader waits for nothing else.
        reader.waitsFor(LoopWait.FIRST_BYTE);
        return pool.put(this);
    }

    /** The outcome is told in any case, even when an error ends the loop: the caller waits for it. */
    private void write(Exchange exchange) {
        boolean written = false;
        IOException failure = null;
        output.begin();
        try {
            new RequestWriter(exchange.upload(), route, output, pool.settings()).write();
            written = true;
        } catch (IOException e) {
            failure = e;
        } finally {
            if (written) {
                exchange.requestWritten();
            } else {
                exchange.requestNotWritten(
                        failure == null ? new IOException("the writer was stopped by an error") : failure,
                        output.anythingSent());
                exchange.awaitAnswerInsteadOfWriting();
                close(CloseReason.WRITE_ERROR);
            }
        }
    }

    private void notSent(Exchange exchange) {
        exchange.request().body().discard();
        exchange.requestNotBegun();
    }

    /** The connection is closed and its lease has ended; now its slot and its socket go. */
    private void closed() {
        pool.closed(this);
        tellClosed();
        link.close();
    }

    private void tellClosed() {
        Exchange holder = occupancy.holderAtClose();
        Trace trace = holder == null ? Trace.of(pool.settings().listener) : holder.trace();
        CloseReason reason = occupancy.closeReason();
        if (trace != null && reason != null) {
            trace.tell(each -> each.connectionClosed(holder == null ? null : holder.request(), id, reason));
        }
    }

    private void loopEnded() {
        if (loopsLeft.decrementAndGet() == 0) {
            pool.roster().ended(this);
        }
    }
}
