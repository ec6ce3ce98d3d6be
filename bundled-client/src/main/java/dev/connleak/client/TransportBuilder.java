package dev.connleak.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Says how a {@link Transport} pools and waits. The defaults are those of Go's default transport. For one thread. */
public final class TransportBuilder {

    boolean keepAlives = true;
    int maxIdle = 100;
    int maxIdlePerHost = 2;
    int maxPerHost = Integer.MAX_VALUE;
    Duration idleTimeout = Duration.ofSeconds(90);
    Duration connectTimeout = Duration.ofSeconds(30);
    Duration responseHeaderTimeout = Duration.ZERO;
    Duration expectContinueTimeout = Duration.ofSeconds(1);
    int maxResponseHeaderBytes = 10 << 20;

    boolean lenientResponses;
    boolean compression = true;
    boolean earlyCloseDrain;

    /** How long the rest of a body that was closed early may take (Go 1.27). */
    Duration drainTime = Duration.ofMillis(50);

    /** How long the end of a response waits for the end of its request before the connection is given up (Go). */
    Duration writeWait = Duration.ofMillis(50);

    @Nullable
    ThreadFactory threads;

    Clock clock = Clock.systemUTC();

    TransportBuilder() {}

    /** Use each connection once, and tell the server so. */
    public TransportBuilder disableKeepAlives() {
        keepAlives = false;
        return this;
    }

    /** Limit the idle connections over all hosts; the longest idle one makes room. 100 unless set. */
    public TransportBuilder maxIdleConnections(int limit) {
        maxIdle = atLeast(0, limit);
        return this;
    }

    /** Limit the idle connections to each host; one too many is closed on its return. 2 unless set. */
    public TransportBuilder maxIdleConnectionsPerHost(int limit) {
        maxIdlePerHost = atLeast(0, limit);
        return this;
    }

    /** Limit the connections to each host, dialling, leased and idle; requests above it queue. Unlimited unless set. */
    public TransportBuilder maxConnectionsPerHost(int limit) {
        maxPerHost = atLeast(1, limit);
        return this;
    }

    /** Close a connection that was idle for this long. 90 seconds unless set; zero for never. */
    public TransportBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /** Limit the making of a TCP connection. 30 seconds unless set; zero for no limit. */
    public TransportBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** Limit the time from the end of the request to the head of the response. No limit unless set. */
    public TransportBuilder responseHeaderTimeout(Duration timeout) {
        responseHeaderTimeout = timeout;
        return this;
    }

    /**
     * Limit the time for which a request that says {@code Expect: 100-continue} waits for the server's word before it
     * sends its body all the same. 1 second unless set; zero for not waiting at all.
     */
    public TransportBuilder expectContinueTimeout(Duration timeout) {
        expectContinueTimeout = timeout;
        return this;
    }

    /** Limit the size of a response head, interim ones included. 10 MiB unless set. */
    public TransportBuilder maxResponseHeaderBytes(int limit) {
        maxResponseHeaderBytes = atLeast(1, limit);
        return this;
    }

    /**
     * Take heads that Go takes and that another reader of the same bytes may understand otherwise: lines that end with a
     * line feed alone, folded header lines, and {@code Content-Length} beside chunks, which then win.
     */
    public TransportBuilder lenientResponses() {
        lenientResponses = true;
        return this;
    }

    /** Do not ask for gzip where the request does not, and so decode nothing. */
    public TransportBuilder disableCompression() {
        compression = false;
        return this;
    }

    /**
     * Try to save the connection of a body that is closed before its end, as Go 1.27 does: in the background, up to
     * 256 KiB are read for up to 50 ms. Without this such a close costs the connection, as in Go 1.24.
     */
    public TransportBuilder earlyCloseDrain() {
        earlyCloseDrain = true;
        return this;
    }

    /** Make the loops' threads. Virtual threads where the JVM has them, daemons elsewhere, unless set. */
    public TransportBuilder threadFactory(ThreadFactory factory) {
        threads = factory;
        return this;
    }

    public Transport build() {
        return new Transport(new Settings(this));
    }

    private static int atLeast(int least, int limit) {
        if (limit < least) {
            throw new IllegalArgumentException("limit " + limit + " is below " + least);
        }
        return limit;
    }
}
