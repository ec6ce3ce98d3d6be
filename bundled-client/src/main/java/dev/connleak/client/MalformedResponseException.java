package dev.connleak.client;

/** The response head breaks the protocol. */
public class MalformedResponseException extends BadResponseException {

    private static final long serialVersionUID = 1L;

    MalformedResponseException(String route, String reason) {
        super(route, reason);
    }
}
