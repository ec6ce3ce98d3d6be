package dev.connleak.client;

import java.net.CookieHandler;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Says what a {@link Client} does between a request and its response. For one thread. */
public final class ClientBuilder {

    final RoundTripper transport;
    RedirectPolicy redirects = RedirectPolicy.atMost(10);

    @Nullable
    CookieHandler cookies;

    @Nullable
    Duration timeout;

    @Nullable
    ThreadFactory threads;

    ClientBuilder(RoundTripper transport) {
        this.transport = transport;
    }

    /** Decide which redirects are followed. Ten in a row unless set, as in Go. */
    public ClientBuilder redirects(RedirectPolicy policy) {
        redirects = policy;
        return this;
    }

    /** Keep cookies in a jar, such as a {@link java.net.CookieManager}. None are kept unless set. */
    public ClientBuilder cookies(CookieHandler jar) {
        cookies = jar;
        return this;
    }

    /**
     * Limit the time of a whole send: waiting for a connection, all redirects, and reading the last body. No limit unless
     * set. A request that has a shorter {@link RequestBuilder#deadline} keeps that one.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    public ClientBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is not above zero: " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    /** Make the threads of {@link Client#sendAsync}. Virtual where the JVM has them, daemons elsewhere, unless set. */
    public ClientBuilder threadFactory(ThreadFactory factory) {
        threads = factory;
        return this;
    }

    public Client build() {
        return new Client(this);
    }
}
