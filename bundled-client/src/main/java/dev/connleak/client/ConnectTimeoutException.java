package dev.connleak.client;

import java.net.SocketTimeoutException;

/** No TCP connection was made in time. */
public final class ConnectTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    ConnectTimeoutException(String place, SocketTimeoutException cause) {
        super("connecting to " + place + " took too long");
        initCause(cause);
    }
}
