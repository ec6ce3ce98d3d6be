package dev.connleak.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** What a builder has said, for good. Times of zero mean no limit. */
final class Settings {

    private static final int DEFAULT_IDLE_PER_HOST = 2;

    /** Go's least buffer, which holds what a 408 is told by. */
    private static final int LEAST = 16;

    /** What to begin another transport's builder with. Not to be changed. */
    final TransportBuilder said;

    final boolean keepAlives;

    /** Over all hosts. */
    final int maxIdle;

    /** Below 0 where no connection is to become idle. */
    final int maxIdlePerHost;

    final int maxPerHost;
    final long idleTimeoutNanos;
    final long connectTimeoutNanos;
    final long responseHeaderTimeoutNanos;

    /** Here zero means no wait. */
    final long expectContinueTimeoutNanos;

    final int maxResponseHeaderBytes;
    final int readBufferSize;
    final int writeBufferSize;
    final boolean lenientResponses;
    final boolean compression;
    final boolean earlyCloseDrain;
    final long drainNanos;
    final long writeWaitNanos;
    final ThreadFactory threads;
    final @Nullable TransportListener listener;

    /** The wall clock: an idle connection ages while the machine sleeps, which monotonic time does not show. */
    final Clock clock;

    final Proxies proxies;
    final ProxyConnectHeaders proxyConnectHeaders;
    final ProxyConnectListener proxyConnectListener;
    final long proxyConnectNanos;
    final @Nullable Dialer dialer;
    final @Nullable Dialer tlsDialer;
    final Resolver resolver;
    final @Nullable SSLContext sslContext;
    final @Nullable SSLParameters sslParameters;
    final long tlsHandshakeTimeoutNanos;
    final long tlsCloseNanos;

    /** By scheme. */
    final Map<String, RoundTripper> protocols;

    /** Takes over the builder. */
    Settings(TransportBuilder builder) {
        said = builder;
        keepAlives = builder.keepAlives;
        maxIdle = builder.maxIdle == 0 ? Integer.MAX_VALUE : Math.max(0, builder.maxIdle);
        maxIdlePerHost = builder.maxIdlePerHost == 0 ? DEFAULT_IDLE_PER_HOST : builder.maxIdlePerHost;
        maxPerHost = builder.maxPerHost <= 0 ? Integer.MAX_VALUE : builder.maxPerHost;
        proxies = builder.proxies;
        proxyConnectHeaders = builder.proxyConnectHeaders;
        proxyConnectListener = builder.proxyConnectListener;
        proxyConnectNanos = nanos(builder.proxyConnectTimeout);
        dialer = builder.dialer;
        tlsDialer = builder.tlsDialer;
        resolver = builder.resolver;
        sslContext = builder.sslContext;
        sslParameters = builder.sslParameters;
        tlsHandshakeTimeoutNanos = nanos(builder.tlsHandshakeTimeout);
        tlsCloseNanos = nanos(builder.tlsCloseTimeout);
        protocols = builder.protocols;
        idleTimeoutNanos = nanos(builder.idleTimeout);
        connectTimeoutNanos = nanos(builder.connectTimeout);
        responseHeaderTimeoutNanos = nanos(builder.responseHeaderTimeout);
        expectContinueTimeoutNanos = nanos(builder.expectContinueTimeout);
        maxResponseHeaderBytes = builder.maxResponseHeaderBytes;
        readBufferSize = builder.readBufferSize <= 0 ? InputBuffer.SIZE : Math.max(LEAST, builder.readBufferSize);
        writeBufferSize = builder.writeBufferSize <= 0 ? OutputBuffer.SIZE : Math.max(LEAST, builder.writeBufferSize);
        lenientResponses = builder.lenientResponses;
        compression = builder.compression;
        earlyCloseDrain = builder.earlyCloseDrain;
        drainNanos = nanos(builder.drainTime);
        writeWaitNanos = nanos(builder.writeWait);
        threads = builder.threads == null ? LoopThreads.best() : builder.threads;
        listener = builder.listener;
        clock = builder.clock;
    }

    private static long nanos(Duration duration) {
        return Math.max(0, duration.toNanos());
    }
}
