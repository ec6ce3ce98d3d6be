package dev.connleak.client;

import java.io.IOException;

/** The response body was read after the application had closed it. */
public final class ResponseBodyClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    ResponseBodyClosedException() {
        super("read on closed response body");
    }
}
