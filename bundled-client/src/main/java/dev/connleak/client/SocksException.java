package dev.connleak.client;

import java.io.IOException;

/** A SOCKS proxy refused a connection, or did not speak SOCKS 5. */
public final class SocksException extends IOException {

    private static final long serialVersionUID = 1L;

    SocksException(String route, String reason) {
        super("SOCKS failed (" + route + "): " + reason);
    }
}
