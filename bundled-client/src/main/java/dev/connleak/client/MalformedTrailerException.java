package dev.connleak.client;

import java.io.IOException;

/** The trailer behind a chunked response body is cut off, too long or malformed. */
public final class MalformedTrailerException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedTrailerException(String message) {
        super(message);
    }
}
