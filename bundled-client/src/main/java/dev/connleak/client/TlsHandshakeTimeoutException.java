package dev.connleak.client;

import java.net.SocketTimeoutException;

/** A TLS handshake was not over in time. */
public final class TlsHandshakeTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    TlsHandshakeTimeoutException(String place) {
        super("TLS handshake timeout (" + place + ")");
    }
}
