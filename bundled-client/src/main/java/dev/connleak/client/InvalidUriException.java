package dev.connleak.client;

/** The URI of a request does not say where to send it. */
public final class InvalidUriException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidUriException(String route, String reason) {
        super(route, "URI", reason);
    }
}
