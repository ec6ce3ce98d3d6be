package dev.connleak.client;

import java.net.SocketTimeoutException;

/** A proxy did not answer a CONNECT in time. */
public final class ProxyTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    ProxyTimeoutException(String route) {
        super("the proxy did not answer a CONNECT in time (" + route + ")");
    }
}
