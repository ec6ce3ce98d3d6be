package dev.connleak.client;

import java.net.SocketTimeoutException;

/** The deadline of the whole request passed, while its head or its body was awaited. */
public final class RequestTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    /** For a round tripper whose request has passed its deadline. */
    public RequestTimeoutException() {
        super("request deadline exceeded");
    }
}
