package dev.connleak.client;

/** The target of a request does not fit into its line. */
public final class InvalidTargetException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidTargetException(String route, String reason) {
        super(route, "target", reason);
    }
}
