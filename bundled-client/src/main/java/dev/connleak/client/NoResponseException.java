package dev.connleak.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection ended or failed before the first byte of a response. */
public final class NoResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    NoResponseException(@Nullable IOException cause) {
        super(cause == null ? "the server closed the connection instead of answering" : "no response: " + cause, cause);
    }
}
