package dev.connleak.client;

/** The {@code Host} of a request is no host with or without a port, or there are two of them. */
public final class InvalidHostException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    InvalidHostException(String route, String reason) {
        super(route, "Host", reason);
    }
}
