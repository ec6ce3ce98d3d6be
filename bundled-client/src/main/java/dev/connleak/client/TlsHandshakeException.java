package dev.connleak.client;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;

/** A TLS handshake failed, for another reason than the peer's certificate: see the cause. */
public final class TlsHandshakeException extends SSLHandshakeException {

    private static final long serialVersionUID = 1L;

    TlsHandshakeException(String place, IOException cause) {
        super("TLS handshake with " + place + " failed: " + cause);
        initCause(cause);
    }
}
