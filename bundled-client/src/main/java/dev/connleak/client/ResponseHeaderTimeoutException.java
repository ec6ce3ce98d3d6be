package dev.connleak.client;

import java.net.SocketTimeoutException;

/** The request was written and no response head came in time. */
public final class ResponseHeaderTimeoutException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    ResponseHeaderTimeoutException() {
        super("timeout awaiting response headers");
    }
}
