package dev.connleak.client;

import java.io.IOException;

/** The connection ended before the announced end of the response body. */
public final class TruncatedBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    TruncatedBodyException() {
        super("unexpected end of the response body");
    }
}
