package dev.connleak.client;

import java.io.IOException;

/** A chunked response body breaks the protocol. */
public final class MalformedChunkException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedChunkException(String message) {
        super(message);
    }
}
