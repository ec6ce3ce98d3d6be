package dev.connleak.client;

/** A trailer of a request has a name that may not stand there, or a value that would leave its line. */
public final class InvalidTrailerException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidTrailerException(String route, String name, String reason) {
        super(route, name, reason);
    }
}
