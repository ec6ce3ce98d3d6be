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
    int maxResponseHeaderBytes = 10 << 20;

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

    /** Limit the size of a response head, interim ones included. 10 MiB unless set. */
    public TransportBuilder maxResponseHeaderBytes(int limit) {
        maxResponseHeaderBytes = atLeast(1, limit);
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
