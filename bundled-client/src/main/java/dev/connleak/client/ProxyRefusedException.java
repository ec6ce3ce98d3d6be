package dev.connleak.client;

import java.io.IOException;

/** A proxy answered a CONNECT with another status than 200. */
public final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusedException(String route, int status, String reason) {
        super("the proxy refused a tunnel (" + route + "): " + status + " "
                + (reason.isEmpty() ? "unknown status code" : reason));
        this.status = status;
    }

    /** What the proxy answered, 407 where it wants to know who asks. */
    public int status() {
        return status;
    }
}
