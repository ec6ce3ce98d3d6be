package dev.connleak.client;

import java.io.IOException;

/** The response head breaks the protocol. */
public final class MalformedResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedResponseException(String message) {
        super(message);
    }
}
