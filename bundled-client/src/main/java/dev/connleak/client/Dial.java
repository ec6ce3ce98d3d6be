package dev.connleak.client;

import java.io.IOException;
import java.net.SocketException;
import java.time.Instant;

/**
 * Makes one connection, on a thread of its own and on behalf of a ticket.
 *
 * <p>It belongs to the pool and not to the ticket: a cancel does not cut it short, and its connection serves whoever
 * waits when it is there. Only closing the idle connections aborts a dial that nobody waits for any more.
 */
final class Dial implements Runnable {

    private final Pool pool;
    private final Ticket ticket;
    private final long id;
    private final Instant startedAt;
    private final DialAbort abort = new DialAbort();

    Dial(Pool pool, Ticket ticket) {
        this.pool = pool;
        this.ticket = ticket;
        id = pool.roster().nextId();
        startedAt = pool.settings().clock.instant();
    }

    Ticket ticket() {
        return ticket;
    }

    /** Start the thread. The pool's lock must not be held. */
    void start() {
        try {
            LoopThreads.named(pool.settings().threads, "dial " + id + " " + ticket.route(), this)
                    .start();
        } catch (RuntimeException | OutOfMemoryError e) {
            pool.dialFailed(this, new IOException("no thread to connect to " + ticket.route() + " with", e));
        }
    }

    @Override
    public void run() {
        Connection connection;
        try {
            connection = connection();
        } catch (IOException e) {
            pool.dialFailed(this, e);
            return;
        } catch (RuntimeException e) {
            pool.dialFailed(this, new IOException("connecting to " + ticket.route() + " failed", e));
            return;
        }
        try {
            connection.start();
        } catch (IOException e) {
            pool.dialEnded(this);
            ticket.fail(e);
            return;
        }
        pool.dialled(this, connection);
    }

    private Connection connection() throws IOException {
        if (!ticket.waiting()) {
            // Served or withdrawn before the dial began: no connection that nobody has asked for.
            throw new SocketException("nobody waits for this connection");
        }
        Link link = link();
        boolean done = false;
        try {
            Connection connection = new Connection(pool, id, ticket.route(), link);
            done = true;
            return connection;
        } finally {
            if (!done) {
                link.close();
            }
        }
    }

    private Link link() throws IOException {
        abort.begin();
        try {
            return new Connector(pool.settings(), ticket.route(), ticket.call(), abort).connect();
        } finally {
            abort.end();
        }
    }

    /** Make the dial fail, soon. */
    void abort() {
        abort.abort();
    }

    ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(id, ticket, startedAt);
    }
}
