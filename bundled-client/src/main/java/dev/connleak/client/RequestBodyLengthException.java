package dev.connleak.client;

import java.io.IOException;

/** The request body is shorter or longer than its announced length. */
public final class RequestBodyLengthException extends IOException {

    private static final long serialVersionUID = 1L;

    RequestBodyLengthException(long announced, String found) {
        super("request body of announced length " + announced + " has " + found);
    }
}
