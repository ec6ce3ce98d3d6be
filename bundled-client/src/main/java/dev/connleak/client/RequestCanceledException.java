package dev.connleak.client;

import java.io.IOException;

/** The request was cancelled by its {@link Cancellation} or its future. */
public final class RequestCanceledException extends IOException {

    private static final long serialVersionUID = 1L;

    RequestCanceledException() {
        super("request canceled");
    }
}
