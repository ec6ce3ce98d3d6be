package dev.connleak.client;

import java.io.IOException;

/** The transport was closed before the request had a connection. */
public final class TransportClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    TransportClosedException() {
        super("transport is closed");
    }
}
