package dev.connleak.client;

import java.io.IOException;

/** The server closed a pooled connection at the moment a request was about to use it. */
public final class ServerClosedIdleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    ServerClosedIdleConnectionException() {
        super("server closed idle connection");
    }
}
