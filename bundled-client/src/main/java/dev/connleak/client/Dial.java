package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one TCP connection, on a thread of its own and on behalf of a ticket.
 *
 * <p>It belongs to the pool and not to the ticket: a cancel does not cut it short, and its connection serves whoever
 * waits when it is there. Only closing the idle connections aborts a dial that nobody waits for any more.
 */
final class Dial implements Runnable {

    private final Pool pool;
    private final Ticket ticket;
    private final long id;
    private final Instant startedAt;
    private volatile @Nullable Socket connecting;
    private volatile boolean aborted;

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
        Socket socket = connect();
        try {
            return new Connection(pool, id, ticket.route(), socket);
        } catch (IOException | RuntimeException e) {
            close(socket);
            throw e;
        }
    }

    /** Make the dial fail, soon. */
    void abort() {
        aborted = true;
        Socket socket = connecting;
        if (socket != null) {
            close(socket);
        }
    }

    ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(
                id,
                ticket.route().toString(),
                ConnectionState.DIALING,
                null,
                null,
                startedAt,
                0,
                null,
                null,
                null,
                null);
    }

    /** Try the addresses of the host in turn; each has its share of the time. */
    private Socket connect() throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(ticket.route().host());
        long share = pool.settings().connectTimeoutNanos / addresses.length;
        IOException failure = new SocketException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            connecting = socket;
            try {
                if (aborted) {
                    throw new SocketException("dial aborted");
                }
                // Rounded up: zero would mean no limit.
                socket.connect(
                        new InetSocketAddress(address, ticket.route().port()),
                        share == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(share) + 1));
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                return socket;
            } catch (IOException e) {
                close(socket);
                failure = e;
            }
        }
        throw failure;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It never carried anything; the failure that led here is the one that is told.
            return;
        }
    }
}
