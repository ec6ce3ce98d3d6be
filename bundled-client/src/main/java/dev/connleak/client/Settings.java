package dev.connleak.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** What a builder has said, for good. Times of zero mean no limit. */
final class Settings {

    final boolean keepAlives;
    final int maxIdle;
    final int maxIdlePerHost;
    final int maxPerHost;
    final long idleTimeoutNanos;
    final long connectTimeoutNanos;
    final long responseHeaderTimeoutNanos;

    /** Here zero means no wait. */
    final long expectContinueTimeoutNanos;

    final int maxResponseHeaderBytes;
    final boolean lenientResponses;
    final boolean compression;
    final boolean earlyCloseDrain;
    final long drainNanos;
    final long writeWaitNanos;
    final ThreadFactory threads;

    /** The wall clock: an idle connection ages while the machine sleeps, which monotonic time does not show. */
    final Clock clock;

    Settings(TransportBuilder builder) {
        keepAlives = builder.keepAlives;
        maxIdle = builder.maxIdle;
        maxIdlePerHost = builder.maxIdlePerHost;
        maxPerHost = builder.maxPerHost;
        idleTimeoutNanos = nanos(builder.idleTimeout);
        connectTimeoutNanos = nanos(builder.connectTimeout);
        responseHeaderTimeoutNanos = nanos(builder.responseHeaderTimeout);
        expectContinueTimeoutNanos = nanos(builder.expectContinueTimeout);
        maxResponseHeaderBytes = builder.maxResponseHeaderBytes;
        lenientResponses = builder.lenientResponses;
        compression = builder.compression;
        earlyCloseDrain = builder.earlyCloseDrain;
        drainNanos = nanos(builder.drainTime);
        writeWaitNanos = nanos(builder.writeWait);
        threads = builder.threads == null ? LoopThreads.best() : builder.threads;
        clock = builder.clock;
    }

    private static long nanos(Duration duration) {
        return Math.max(0, duration.toNanos());
    }
}
