package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of the request that began a dial what comes of it, also when that request is over. */
final class DialTrace {

    private final Request request;
    private final @Nullable Trace trace;

    DialTrace(Call call) {
        request = call.request();
        trace = call.trace();
    }

    void dnsStart(String host) {
        if (trace != null) {
            trace.tell(each -> each.dnsStart(request, host));
        }
    }

    void dnsDone(String host, InetAddress[] addresses, @Nullable IOException failure) {
        if (trace != null) {
            trace.tell(each -> each.dnsDone(
                    request, host, Collections.unmodifiableList(Arrays.asList(addresses.clone())), failure));
        }
    }

    void connectStart(InetSocketAddress address) {
        if (trace != null) {
            trace.tell(each -> each.connectStart(request, address));
        }
    }

    void connectDone(InetSocketAddress address, @Nullable IOException failure) {
        if (trace != null) {
            trace.tell(each -> each.connectDone(request, address, failure));
        }
    }

    void tlsHandshakeStart(String hostAndPort) {
        if (trace != null) {
            trace.tell(each -> each.tlsHandshakeStart(request, hostAndPort));
        }
    }

    void tlsHandshakeDone(String hostAndPort, @Nullable SSLSession session, @Nullable IOException failure) {
        if (trace != null) {
            trace.tell(each -> each.tlsHandshakeDone(request, hostAndPort, session, failure));
        }
    }
}
