package dev.connleak.client;

import java.io.IOException;

/** The response head is larger than the transport takes. */
public final class ResponseHeadersTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    ResponseHeadersTooLargeException(int limit) {
        super("response headers exceeded " + limit + " bytes; aborted");
    }
}
