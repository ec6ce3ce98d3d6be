package dev.connleak.client;

/** A header field of a request has a name that is no token, or a value that would leave its line. */
public final class InvalidHeaderException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidHeaderException(String route, String name, String reason) {
        super(route, name, reason);
    }
}
