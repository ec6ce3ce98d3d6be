package dev.connleak.client;

/** The method of a request is no token (RFC 9110, 9.1). */
public final class InvalidMethodException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidMethodException(String route, String method) {
        super(route, "method", "is not a token: " + Tokens.printable(method));
    }
}
