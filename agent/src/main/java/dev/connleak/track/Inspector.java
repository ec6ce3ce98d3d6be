package dev.connleak.track;

import org.jspecify.annotations.Nullable;

/**
 * Reads a client's objects for the ledger. Called by the sweeper and by whoever makes a snapshot, never on an
 * application's thread; what cannot be read is left out, and nothing is thrown.
 */
public interface Inspector {
    /** Says what is known of a request. */
    void request(int client, Object request, Description into);

    /** Says what is known of a response's head. */
    void response(int client, Object response, Description into);

    /** Local and remote address of a connection's socket as {@code host:port}, or null. */
    @Nullable
    Endpoints endpoints(int client, Object connection);

    /** Whether the connection's socket is known to be closed. */
    boolean closed(int client, Object connection);

    /** Whether a thread waits for the peer inside a read of this connection. */
    boolean reading(int client, Object connection);

    /** What {@link #progress} answers where the client shows nothing that moves. */
    long UNKNOWN_PROGRESS = Long.MIN_VALUE;

    /** What {@link #progress} answers where the application has taken all there is: it is the peer that is waited for. */
    long CAUGHT_UP = Long.MIN_VALUE + 1;

    /** A number that changes whenever the application has read more; equal numbers mean no progress. */
    long progress(int client, Object sample);

    /** What {@link #requestProgress} answers where nobody waits for the application. */
    long NOT_WAITING = Long.MIN_VALUE;

    /**
     * Where a request without an answer waits for the application, which must give more of it or ask for the answer: a
     * number that changes as it does. It is {@link #NOT_WAITING} where the server is waited for, and where that can't be
     * told.
     *
     * @param sample what the exchange gave to be sampled, or null
     */
    long requestProgress(int client, Object exchange, Object connection, @Nullable Object sample);

    /**
     * The same for a lease that the application took by itself, and may do with what it likes: a number that changes with
     * each byte that goes through the connection.
     */
    long leaseProgress(int client, Object connection);

    /**
     * Whether the client asks the application for the body of a request, on a thread that then waits inside the
     * application's code, rather than being given it.
     */
    boolean asksForBodies(int client);

    /** Whether only the application can end a request that it has begun, and nobody can once it has dropped it. */
    boolean endsWithApplication(int client);

    /**
     * Bytes of a body that the application has read, or -1 where the client does not count them.
     *
     * @param length of the body in bytes, or -1
     */
    long bytesRead(int client, Object sample, long length);

    /** Whether a class belongs to a client that is watched. */
    boolean watches(String className);

    /** Whether a thread of a pool's own runs. */
    boolean hasThread(int client, Object pool);

    /** Whether the application cannot close pools of this client, and they end by themselves. */
    boolean endsByItself(int client);

    /** Whether pools of this client are made; else it is the JVM's one cache, which closes by itself what is idle. */
    boolean makesPools(int client);

    /** Limits of a pool. */
    PoolLimits limits(int client, Object pool);

    /** Lists what a pool holds; throws whatever comes of it when the pool changes meanwhile. */
    void list(int client, Object pool, Listing into);

    /** Says what a thread of the JVM leads to. */
    void reach(Thread thread, Found into);

    /** Takes what a pool lists. */
    interface Listing {
        /**
         * @param leased whether a caller has it
         * @param route a URL of its server
         * @param aliases other keys by which the client finds it; null is ignored
         */
        void connection(Object key, boolean leased, @Nullable String route, @Nullable Object... aliases);

        /** Callers that wait for a connection, as the pool itself counts them. */
        void waiting(int callers);
    }

    /** Takes what is found without an event. */
    interface Found {
        void pool(int client, Object key);
    }

    /** Where a socket leads. */
    final class Endpoints {
        public final @Nullable String local;
        public final @Nullable String remote;

        public Endpoints(@Nullable String local, @Nullable String remote) {
            this.local = local;
            this.remote = remote;
        }
    }

    /** What a pool allows; null is unknown or unlimited. */
    final class PoolLimits {
        public static final PoolLimits UNKNOWN = new PoolLimits(null, null, null);

        /** Whether it keeps connections for the next request. */
        public final @Nullable Boolean keepAlive;

        public final @Nullable Integer max;
        public final @Nullable Integer maxPerRoute;
        public final @Nullable Long idleTimeoutMillis;

        /** The smallest limit that was set for a single route. */
        private final @Nullable Integer least;

        public PoolLimits(@Nullable Integer max, @Nullable Integer maxPerRoute, @Nullable Long idleTimeoutMillis) {
            this(max, maxPerRoute, null, idleTimeoutMillis, null);
        }

        /**
         * @param maxPerRoute of the routes that have no limit of their own
         * @param least the smallest limit that was set for a single route
         */
        public PoolLimits(
                @Nullable Integer max,
                @Nullable Integer maxPerRoute,
                @Nullable Integer least,
                @Nullable Long idleTimeoutMillis,
                @Nullable Boolean keepAlive) {
            this.max = max;
            this.maxPerRoute = maxPerRoute;
            this.least = least;
            this.idleTimeoutMillis = idleTimeoutMillis;
            this.keepAlive = keepAlive;
        }

        /** From so many leases on a caller may have to wait; {@code Integer.MAX_VALUE} where none ever has. */
        public int connections() {
            int limit = Integer.MAX_VALUE;
            for (Integer each : new Integer[] {max, maxPerRoute, least}) {
                limit = each == null ? limit : Math.min(limit, each);
            }
            return limit;
        }
    }
}
