package dev.connleak.client;

import java.io.IOException;

/** Marks a failure that no byte of the request had preceded. For the retry rule; the application sees what is inside. */
final class NothingWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    NothingWrittenException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
