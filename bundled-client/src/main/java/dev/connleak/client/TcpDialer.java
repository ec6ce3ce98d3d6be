package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/**
 * Makes TCP connections where the application has no dialer of its own.
 *
 * <p>The addresses of a host are tried in turn, in the resolver's order. Each has an equal share of the time that is
 * left, but two seconds where there are as many: a long list must not leave none of them the time to answer (Go's
 * {@code net.Dialer}).
 */
final class TcpDialer {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Settings settings;
    private final DialAbort abort;
    private final DialTrace trace;

    TcpDialer(Settings settings, DialAbort abort, DialTrace trace) {
        this.settings = settings;
        this.abort = abort;
        this.trace = trace;
    }

    Socket dial(String host, int port) throws IOException {
        String place = host + ":" + port;
        InetAddress[] addresses = resolve(host, place);
        long limit = settings.connectTimeoutNanos;
        long began = System.nanoTime();
        for (int i = 0; ; i++) {
            try {
                long left = limit - (System.nanoTime() - began);
                return connect(addresses[i], port, limit == 0 ? 0 : share(left, addresses.length - i));
            } catch (SocketTimeoutException e) {
                if (i == addresses.length - 1 || System.nanoTime() - began >= limit) {
                    throw new ConnectTimeoutException(place, e);
                }
            } catch (IOException e) {
                if (i == addresses.length - 1) {
                    throw new ConnectFailedException(place, e);
                }
            }
        }
    }

    private InetAddress[] resolve(String host, String place) throws ConnectFailedException {
        boolean named = IpLiteral.of(host) == null;
        if (named) {
            trace.dnsStart(host);
        }
        try {
            InetAddress[] addresses = settings.resolver.resolve(host);
            if (addresses.length == 0) {
                throw new UnknownHostException(host + ": no address");
            }
            if (named) {
                trace.dnsDone(host, addresses, null);
            }
            return addresses;
        } catch (UnknownHostException e) {
            if (named) {
                trace.dnsDone(host, new InetAddress[0], e);
            }
            throw new ConnectFailedException(place, e);
        }
    }

    /** @param nanos how long it may take; 0 for as long as the system lets it */
    private Socket connect(InetAddress address, int port, long nanos) throws IOException {
        Socket socket = new Socket();
        abort.at(socket);
        InetSocketAddress target = new InetSocketAddress(address, port);
        trace.connectStart(target);
        try {
            socket.connect(target, millis(nanos));
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            trace.connectDone(target, null);
            return socket;
        } catch (IOException e) {
            trace.connectDone(target, e);
            Link.discard(socket);
            throw e;
        }
    }

    private static long share(long left, int addresses) {
        return Math.max(1, Math.max(left / addresses, Math.min(left, LEAST_NANOS)));
    }

    /** Rounded up: zero would mean no limit. */
    private static int millis(long nanos) {
        return nanos == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }
}
