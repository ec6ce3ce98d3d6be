package dev.connleak.client;

import java.io.IOException;

/** The proxy could not be reached: the cause says whether by TCP or by TLS, and why. */
public final class ProxyConnectException extends IOException {

    private static final long serialVersionUID = 1L;

    ProxyConnectException(String route, IOException cause) {
        super("connecting to the proxy failed (" + route + "): " + cause.getMessage(), cause);
    }
}
