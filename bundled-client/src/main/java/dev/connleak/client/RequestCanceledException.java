package dev.connleak.client;

import java.io.IOException;

/** The request was cancelled by its {@link Cancellation} or its future. */
public final class RequestCanceledException extends IOException {

    private static final long serialVersionUID = 1L;

    /** For a round tripper whose request was cancelled. */
    public RequestCanceledException() {
        super("request canceled");
    }
}
