package dev.connleak.client;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Says how a {@link Transport} pools and waits. The defaults are those of Go's default transport. For one thread. */
public final class TransportBuilder implements Cloneable {

    boolean keepAlives = true;
    int maxIdle = 100;
    int maxIdlePerHost;
    int maxPerHost;
    Duration idleTimeout = Duration.ofSeconds(90);
    Duration connectTimeout = Duration.ofSeconds(30);
    Duration responseHeaderTimeout = Duration.ZERO;
    Duration expectContinueTimeout = Duration.ofSeconds(1);
    int maxResponseHeaderBytes = 10 << 20;
    int readBufferSize;
    int writeBufferSize;

    boolean lenientResponses;
    boolean compression = true;
    boolean earlyCloseDrain;

    /** How long the rest of a body that was closed early may take (Go 1.27). */
    Duration drainTime = Duration.ofMillis(50);

    /** How long the end of a response waits for the end of its request before the connection is given up (Go). */
    Duration writeWait = Duration.ofMillis(50);

    @Nullable
    ThreadFactory threads;

    @Nullable
    TransportListener listener;

    Clock clock = Clock.systemUTC();

    Proxies proxies = Proxies.environment();
    ProxyConnectHeaders proxyConnectHeaders = (proxy, target) -> Headers.empty();
    ProxyConnectListener proxyConnectListener = (proxy, target, status, headers) -> {};

    /** How long a proxy may take to answer a CONNECT (Go). */
    Duration proxyConnectTimeout = Duration.ofMinutes(1);

    @Nullable
    Dialer dialer;

    @Nullable
    Dialer tlsDialer;

    Resolver resolver = InetAddress::getAllByName;

    @Nullable
    SSLContext sslContext;

    @Nullable
    SSLParameters sslParameters;

    Duration tlsHandshakeTimeout = Duration.ofSeconds(10);

    /** How long a connection may take to say good-bye to its peer (Go). */
    Duration tlsCloseTimeout = Duration.ofSeconds(5);

    Map<String, RoundTripper> protocols = Collections.emptyMap();

    TransportBuilder() {}

    /** Use each connection once, and tell the server so. */
    public TransportBuilder disableKeepAlives() {
        keepAlives = false;
        return this;
    }

    /**
     * Limit the idle connections over all hosts; the longest idle one makes room. 100 unless set; 0 for no limit; below
     * 0 each is closed when it becomes idle.
     */
    public TransportBuilder maxIdleConnections(int limit) {
        maxIdle = limit;
        return this;
    }

    /**
     * Limit the idle connections to each host; one too many is closed on its return. 2 unless set, or 0; below 0 no
     * connection is ever kept, and servers are not told.
     */
    public TransportBuilder maxIdleConnectionsPerHost(int limit) {
        maxIdlePerHost = limit;
        return this;
    }

    /**
     * Limit the connections to each host, dialling, leased and idle; requests above it queue. Unlimited unless set, or 0
     * or below.
     */
    public TransportBuilder maxConnectionsPerHost(int limit) {
        maxPerHost = limit;
        return this;
    }

    /** Close a connection that was idle for this long. 90 seconds unless set; zero for never. */
    public TransportBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /**
     * Limit the making of a TCP connection, over all addresses of the host. 30 seconds unless set; zero for no limit. A
     * dialer of the application's has its own.
     */
    public TransportBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** Choose the proxy of each request. {@link Proxies#environment} unless set. */
    public TransportBuilder proxies(Proxies choice) {
        proxies = choice;
        return this;
    }

    /** Send these fields with each CONNECT to a proxy. */
    public TransportBuilder proxyConnectHeaders(Headers headers) {
        return proxyConnectHeaders((proxy, target) -> headers);
    }

    /** Make the fields that a CONNECT to a proxy carries, each time. */
    public TransportBuilder proxyConnectHeaders(ProxyConnectHeaders headers) {
        proxyConnectHeaders = headers;
        return this;
    }

    /** Be told of each answer to a CONNECT. */
    public TransportBuilder onProxyConnectResponse(ProxyConnectListener listener) {
        proxyConnectListener = listener;
        return this;
    }

    /** Make the TCP connections to origins and proxies. */
    public TransportBuilder dialer(Dialer dialer) {
        this.dialer = dialer;
        return this;
    }

    /**
     * Make the connections to https origins and proxies, TLS included, which is not laid over them again. What lies
     * behind a proxy is none of its business.
     */
    public TransportBuilder tlsDialer(Dialer dialer) {
        tlsDialer = dialer;
        return this;
    }

    /** Take keys and trust from here. The JVM's default context unless set. */
    public TransportBuilder sslContext(SSLContext context) {
        sslContext = context;
        return this;
    }

    /**
     * Shape TLS: protocols, cipher suites and so on. They are not to be changed afterwards. A server name among them
     * takes the place of the host in the indication and in the check of the certificate, which is made as for HTTPS
     * unless they name another algorithm. No application protocol but HTTP/1.1 is understood.
     */
    public TransportBuilder sslParameters(SSLParameters parameters) {
        sslParameters = parameters;
        return this;
    }

    /** Limit each TLS handshake, with a proxy and with an origin. 10 seconds unless set; zero for no limit. */
    public TransportBuilder tlsHandshakeTimeout(Duration timeout) {
        tlsHandshakeTimeout = timeout;
        return this;
    }

    /** Send requests of a scheme by somebody else, {@code http} and {@code https} included. */
    public TransportBuilder protocol(String scheme, RoundTripper tripper) {
        Map<String, RoundTripper> all = new TreeMap<>(protocols);
        all.put(scheme.toLowerCase(Locale.ROOT), tripper);
        protocols = Collections.unmodifiableMap(all);
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
     * Read from a connection in pieces of so many bytes, which also bound a trailer. 4096 unless set, or 0 or below; 16
     * at least. Each connection has such a buffer for as long as it lives.
     */
    public TransportBuilder readBufferSize(int bytes) {
        readBufferSize = bytes;
        return this;
    }

    /** Collect so many bytes before they are written to a connection. 4096 unless set, or 0 or below; 16 at least. */
    public TransportBuilder writeBufferSize(int bytes) {
        writeBufferSize = bytes;
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

    /** Tell a listener what happens to each request and each connection. */
    public TransportBuilder listener(TransportListener listener) {
        this.listener = listener;
        return this;
    }

    public Transport build() {
        return new Transport(new Settings(copy()));
    }

    /** A builder that says the same. */
    TransportBuilder copy() {
        try {
            // No field is mutable, so that a shallow copy is a copy.
            return (TransportBuilder) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a builder is cloneable", e);
        }
    }

    private static int atLeast(int least, int limit) {
        if (limit < least) {
            throw new IllegalArgumentException("limit " + limit + " is below " + least);
        }
        return limit;
    }
}
